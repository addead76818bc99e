using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>An engine with what it keeps.</summary>
internal sealed class VaultStandInMount
{
    public required string Path { get; init; }

    public required string Type { get; init; }

    public int Version { get; init; }

    /// <summary>The versions of each value, the oldest first.</summary>
    public Dictionary<string, List<Kept>> Values { get; } = new(StringComparer.Ordinal);

    public sealed class Kept
    {
        public JsonObject? Data { get; set; }

        public bool IsDestroyed { get; set; }
    }
}
