using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>The JSON document of a run.</summary>
internal sealed record CheckDocument(int Exit, JsonElement Root, string Text)
{
    public bool Ok => Root.GetProperty("ok").GetBoolean();

    public IReadOnlyList<string> Ids => [.. Root.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    public string Status(string id) => Find(id).GetProperty("status").GetString()!;

    public string Message(string id) => Find(id).GetProperty("message").GetString()!;

    public string? Hint(string id) => Find(id).GetProperty("hint").GetString();

    /// <summary>The messages of the diagnostics with an id.</summary>
    public IReadOnlyList<string> Diagnostics(string id, string member = "message") =>
    [
        .. Root.GetProperty("diagnostics").EnumerateArray()
            .Where(d => d.GetProperty("id").GetString() == id).Select(d => d.GetProperty(member).GetString() ?? ""),
    ];

    private JsonElement Find(string id) => Root.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
}
