namespace DataJoint.Configuration.Json;

/// <summary>An object in a JSON text: where it stands, and its members. For editing.</summary>
internal sealed class JsonObjectSpan
{
    public JsonObjectSpan(int start) => Start = start;

    /// <summary>The offset of the opening brace.</summary>
    public int Start { get; }

    /// <summary>The offset of the closing brace.</summary>
    public int Close { get; set; }

    public List<JsonMemberSpan> Members { get; } = [];
}
