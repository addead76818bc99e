using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A resumable upload that has begun.</summary>
internal sealed class StandInSession(string name, long? ifGeneration, JsonObject about)
{
    internal string Name => name;

    internal long? IfGeneration => ifGeneration;

    internal JsonObject About => about;

    internal MemoryStream Received { get; } = new();

    internal StoredObject? Finished { get; set; }
}
