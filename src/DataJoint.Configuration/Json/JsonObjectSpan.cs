namespace DataJoint.Configuration.Json;

/// <summary>An object in a JSON text: where it stands, and its members. For editing.</summary>
internal sealed class JsonObjectSpan
{
    internal JsonObjectSpan(int start) => Start = start;

    /// <summary>The offset of the opening brace.</summary>
    internal int Start { get; }

    /// <summary>The offset of the closing brace.</summary>
    internal int Close { get; set; }

    internal List<JsonMemberSpan> Members { get; } = [];
}
