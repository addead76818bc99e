using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>The JSON document of a run.</summary>
internal sealed record CheckDocument(int Exit, JsonElement Root, string Text)
{
    internal bool Ok => Root.GetProperty("ok").GetBoolean();

    internal IReadOnlyList<string> Ids => [.. Root.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    internal string Status(string id) => Find(id).GetProperty("status").GetString()!;

    internal string Message(string id) => Find(id).GetProperty("message").GetString()!;

    internal string? Hint(string id) => Find(id).GetProperty("hint").GetString();

    /// <summary>The messages of the diagnostics with an id.</summary>
    internal IReadOnlyList<string> Diagnostics(string id, string member = "message") =>
    [
        .. Root.GetProperty("diagnostics").EnumerateArray()
            .Where(d => d.GetProperty("id").GetString() == id).Select(d => d.GetProperty(member).GetString() ?? ""),
    ];

    private JsonElement Find(string id) => Root.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
}
