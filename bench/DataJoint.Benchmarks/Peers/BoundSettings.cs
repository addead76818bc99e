using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>What Microsoft.Extensions.Configuration binds to: the settings of the example, typed.</summary>
internal sealed class BoundSettings
{
    public BoundDatabase Database { get; set; } = new();

    public bool SafeMode { get; set; } = true;

    [ConfigurationKeyName("LOG_LEVEL")]
    public string LogLevel { get; set; } = "INFO";

    public Dictionary<string, BoundStore> Stores { get; } = [];
}
