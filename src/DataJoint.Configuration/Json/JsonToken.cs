namespace DataJoint.Configuration.Json;

/// <summary>A token and the bytes that it covers; a string's include its quotes.</summary>
internal readonly record struct JsonToken(JsonTokenKind Kind, int Start, int End)
{
    public int Length => End - Start;
}
