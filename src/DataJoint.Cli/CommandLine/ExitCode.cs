namespace DataJoint.Cli.CommandLine;

/// <summary>What a process of djc ends with. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It ran, and the answer is no; also an output or a file outside the stores that cannot be written.</summary>
    public const int Failure = 1;

    /// <summary>Wrong use.</summary>
    public const int UsageError = 2;

    /// <summary>The configuration could not be loaded or is invalid.</summary>
    public const int InvalidConfiguration = 3;

    /// <summary>A server, store or secret manager could not be reached or refused.</summary>
    public const int Unreachable = 4;

    /// <summary>A bug in djc: like with a configuration that is invalid, nothing was achieved.</summary>
    public const int Unexpected = 3;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM, as shells count it.</summary>
    public const int Terminated = 143;
}
