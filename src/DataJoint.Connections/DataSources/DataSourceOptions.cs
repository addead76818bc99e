using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>How a data source keeps its connections.</summary>
public sealed class DataSourceOptions
{
    /// <summary>The most connections that are open at a time; 1 to 10,000, by default 100. Who asks for one more waits up to ten seconds.</summary>
    /// <remarks>SQLite has no limit.</remarks>
    public int MaximumPoolSize { get; set; } = 100;

    /// <summary>Values that beat the configuration; none by default.</summary>
    public ConnectionArguments? Arguments { get; set; }

    /// <summary>Told of every warning once, for example that a connection is not encrypted; null by default. It may be called on any thread.</summary>
    public Action<Diagnostic>? OnWarning { get; set; }
}
