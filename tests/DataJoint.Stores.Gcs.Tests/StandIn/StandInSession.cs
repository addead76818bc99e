using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A resumable upload that has begun.</summary>
internal sealed class StandInSession(string name, long? ifGeneration, JsonObject about)
{
    public string Name => name;

    public long? IfGeneration => ifGeneration;

    public JsonObject About => about;

    public MemoryStream Received { get; } = new();

    public StoredObject? Finished { get; set; }
}
