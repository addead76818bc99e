namespace DataJoint.Configuration.Json;

internal enum JsonLiteralKind
{
    /// <summary>No JSON literal at all.</summary>
    None,
    Null,
    True,
    False,
    Number,
}
