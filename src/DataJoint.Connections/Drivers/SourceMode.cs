using DataJoint.Configuration;

namespace DataJoint.Connections.Drivers;

/// <summary>How a source of connections works, whatever the settings.</summary>
/// <param name="MaximumPoolSize">The most pooled connections; 0 for no pool.</param>
/// <param name="RunsInitFunction">Whether <c>connection.init_function</c> is run on new sessions.</param>
/// <param name="OnWarning">Told of every warning once, or null.</param>
internal sealed record SourceMode(int MaximumPoolSize, bool RunsInitFunction, Action<Diagnostic>? OnWarning)
{
    public bool IsPooled => MaximumPoolSize > 0;

    /// <summary>How long an opening may last; ten seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(DatabaseDriver.ConnectTimeout);

    /// <summary>The same for the drivers, which count in whole seconds.</summary>
    public int ConnectSeconds => (int)Math.Ceiling(ConnectTimeout.TotalSeconds);

    /// <summary>For a command that only reads: the session is told to refuse writes before anything of the project runs in it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>For finding out whether the server takes a pair: it is asked, whatever it has answered before.</summary>
    public bool IsProof { get; init; }

    /// <summary>For showing whatever is stored: MySQL's small numbers stay numbers, its impossible dates can be read, and its variables be used.</summary>
    public bool IsVerbatim { get; init; }
}
