namespace DataJoint.Configuration.Json;

/// <summary>A member of an object in a JSON text.</summary>
internal sealed class JsonMemberSpan
{
    public JsonMemberSpan(string name, JsonToken nameToken, int valueStart)
    {
        Name = name;
        NameStart = nameToken.Start;
        ValueStart = valueStart;
    }

    public string Name { get; }

    public int NameStart { get; }

    public int ValueStart { get; }

    /// <summary>The offset behind the value.</summary>
    public int ValueEnd { get; set; }

    /// <summary>The offset of the comma after it, or -1.</summary>
    public int Comma { get; set; } = -1;

    public bool IsNull { get; init; }

    /// <summary>The value when it is an object, or null.</summary>
    public JsonObjectSpan? Object { get; set; }
}
