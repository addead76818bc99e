namespace DataJoint.Configuration.Json;

/// <summary>A member of an object in a JSON text.</summary>
internal sealed class JsonMemberSpan
{
    internal JsonMemberSpan(string name, JsonToken nameToken, int valueStart)
    {
        Name = name;
        NameStart = nameToken.Start;
        ValueStart = valueStart;
    }

    internal string Name { get; }

    internal int NameStart { get; }

    internal int ValueStart { get; }

    /// <summary>The offset behind the value.</summary>
    internal int ValueEnd { get; set; }

    /// <summary>The offset of the comma behind it, or -1.</summary>
    internal int Comma { get; set; } = -1;

    internal bool IsNull { get; init; }

    /// <summary>The value when it is an object, or null.</summary>
    internal JsonObjectSpan? Object { get; set; }
}
