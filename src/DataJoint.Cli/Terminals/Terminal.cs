namespace DataJoint.Cli.Terminals;

/// <summary>Where a command reads from and writes to, and what the other end is.</summary>
internal sealed class Terminal
{
    /// <summary>The bytes that a terminal takes as a line; it drops the rest.</summary>
    public const int MaxLine = 4095;

    private readonly Func<string, string?> _variable;

    /// <summary>A terminal, or what stands for one.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="variable">Looks up an environment variable by name; null when it is not set.</param>
    public Terminal(TextWriter output, TextWriter error, Func<string, string?> variable)
    {
        Output = output;
        Error = error;
        _variable = variable;
    }

    /// <summary>Standard output: results, and nothing else.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error: everything else.</summary>
    public TextWriter Error { get; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>Standard output for bytes. What was written as text must be flushed before.</summary>
    public Func<Stream> OpenOutput { get; init; } = static () => Stream.Null;

    /// <summary>Whether standard output had a reader that has gone away, so that nobody wants the rest.</summary>
    public Func<bool> IsOutputGone { get; init; } = static () => false;

    /// <summary>
    /// Reads a line from the keyboard without showing it, after asking for it once nothing is shown any more; null when the input ends. Only for an
    /// input that is a terminal; Ctrl-C ends it.
    /// </summary>
    public Func<Action, CancellationToken, string?> ReadHiddenLine { get; init; } = static (_, _) => null;

    /// <summary>Reads a line from the keyboard; null when the input ends. Only for an input that is a terminal.</summary>
    public Func<string?> ReadLine { get; init; } = static () => null;

    /// <summary>Cancelled when the user presses Ctrl-C, or the process is asked to end (SIGTERM); asked for by the commands that wait for something.</summary>
    public Func<CancellationToken> Interruption { get; init; } = static () => CancellationToken.None;

    /// <summary>Whether it was SIGTERM that cancelled it.</summary>
    public Func<bool> IsTerminated { get; init; } = static () => false;

    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>The width in columns; asked for only when the output is a terminal.</summary>
    public Func<int> Width { get; init; } = static () => 80;

    /// <summary>The same for standard error.</summary>
    public Func<int> ErrorWidth { get; init; } = static () => 80;

    /// <summary>All environment variables of this process, for a child.</summary>
    public Func<IReadOnlyDictionary<string, string>> ListVariables { get; init; } = static () => new Dictionary<string, string>();

    /// <summary>Whether this is the first process of the system, or of a container.</summary>
    public bool IsFirstProcess { get; init; }

    /// <summary>Runs a program in place of this one; the result is its exit code.</summary>
    public Func<ChildCommand, int> RunChild { get; init; } = static _ => 0;

    /// <summary>Runs a program and what takes its place, until it ends by itself; the result is the exit code of the last one.</summary>
    public Func<ChildCommand, Replacements, int> RunReplaceable { get; init; } = static (_, _) => 0;

    /// <summary>What the variables say about colours; null for nothing. See https://no-color.org, which wins, and https://force-color.org.</summary>
    public bool? WantsColor =>
        !string.IsNullOrEmpty(Find("NO_COLOR")) ? false
        : Find("FORCE_COLOR") is not { Length: > 0 } force ? null
        : force is not ("0" or "false");

    public string? Find(string variable) => _variable(variable);
}
