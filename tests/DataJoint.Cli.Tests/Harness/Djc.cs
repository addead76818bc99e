using System.Text;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>Runs djc within the test's process: its words, its variables, its terminal.</summary>
internal sealed class Djc
{
    private readonly TemporaryProject _project;

    public Djc(TemporaryProject project) => _project = project;

    public Dictionary<string, string> Variables { get; init; } = [];

    public string? Input { get; init; }

    /// <summary>Standard input when it is more than a text.</summary>
    public Stream? InputStream { get; init; }

    /// <summary>The columns of a terminal, or null when the output is none.</summary>
    public int? Width { get; init; }

    public bool HasMountedSecrets { get; init; }

    /// <summary>What the user types at a question; null when there is no keyboard.</summary>
    public string? Answer { get; init; }

    /// <summary>A user who does more than answer; null for the one who types the answer.</summary>
    public Func<string?>? Keyboard { get; init; }

    /// <summary>What the user types where it is not shown; it ends with the input.</summary>
    public Queue<string> Hidden { get; init; } = [];

    /// <summary>Presses Ctrl-C.</summary>
    public CancellationToken Interruption { get; init; }

    /// <summary>Called with what is written on standard output, as soon as it is; null for nobody.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>The bytes on standard output that are not text.</summary>
    public MemoryStream Bytes { get; } = new();

    /// <summary>The program that <c>djc run</c> started last.</summary>
    public ChildCommand? Child { get; private set; }

    private bool HasKeyboard => Answer is not null || Keyboard is not null || Hidden.Count > 0;

    public DjcResult Run(params string[] words)
    {
        using StringWriter output = new WatchedWriter(OnOutput);
        using StringWriter error = new();
        bool hasKeyboard = HasKeyboard;
        Terminal terminal = new(output, error, name => Variables.GetValueOrDefault(name))
        {
            OpenInput = () => InputStream ?? new MemoryStream(Encoding.UTF8.GetBytes(Input ?? "")),
            OpenOutput = () => Bytes,
            ReadHiddenLine = (ask, _) =>
            {
                ask();
                return Hidden.TryDequeue(out string? typed) ? typed : null;
            },
            ReadLine = Keyboard ?? (() => Answer),
            Interruption = () => Interruption,
            IsInputTerminal = hasKeyboard,
            IsOutputTerminal = Width is not null,
            IsErrorTerminal = Width is not null || hasKeyboard,
            Width = () => Width ?? 80,
            ErrorWidth = () => Width ?? 80,
            ListVariables = () => Variables,
            RunChild = child =>
            {
                Child = child;
                return 42;
            },
        };
        HostEnvironment hostEnvironment = new(Variables, _project.Root, HasMountedSecrets ? _project.Mounted : null, _project.Mounted);
        int exitCode = new DjcApplication(terminal, hostEnvironment).Run(words);
        return new DjcResult(exitCode, Portable(output), Portable(error));
    }

    private string Portable(StringWriter writer) => writer.ToString().Replace(_project.Root, "/project", StringComparison.Ordinal);
}
