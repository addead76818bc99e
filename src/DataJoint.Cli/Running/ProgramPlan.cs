using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Running;

/// <summary>Which program runs, and what it gets of the settings.</summary>
internal sealed class ProgramPlan
{
    /// <summary>References that run a program, which may ask the user something: nothing to do now and then.</summary>
    private static readonly string[] ProgramSchemes = ["exec", "op"];

    private const string LeaseScheme = "vaultdb";

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The settings that it gets.</summary>
    public required KeySelection Selection { get; init; }

    /// <summary>The environment that --env chose, or null.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether the user said that it is a Python program.</summary>
    public bool IsPython { get; init; }

    /// <summary>Whether it gets secrets as files.</summary>
    public bool UsesFiles { get; init; }

    /// <summary>Whether its output is masked.</summary>
    public bool IsMasked { get; init; }

    /// <summary>What its name is, for messages.</summary>
    public string Name => Display.Sanitize(Path.GetFileName(Words[0]));

    /// <summary>Checks what was asked for, and tells what is worth knowing of the settings and has not been told.</summary>
    /// <param name="context">Takes it.</param>
    /// <param name="snapshot">The settings.</param>
    /// <param name="inherited">The variables that the program inherits.</param>
    /// <exception cref="CommandException">A store that was asked for does not exist.</exception>
    public void Review(CommandContext context, ConfigurationSnapshot snapshot, IReadOnlyDictionary<string, string> inherited)
    {
        Selection.Check(snapshot);
        IEnumerable<Diagnostic> losses = IsPythonWith(inherited)
            ? PythonProcess.ListLosses(snapshot).Where(loss => Selection.Includes(loss.Key)).Select(loss => loss.Value)
            : [];
        context.ReportDiagnostics([.. snapshot.Diagnostics.Concat(losses).Where(found => _told.Add(found.ToString()))]);
    }

    /// <summary>Tells what the program may not find.</summary>
    /// <param name="context">Takes it.</param>
    /// <param name="command">What was made.</param>
    /// <param name="inherited">The variables that it was made with.</param>
    public void ReviewFiles(CommandContext context, ChildCommand command, IReadOnlyDictionary<string, string> inherited)
    {
        if (command.Files.Count > 0 && IsPythonWith(inherited))
        {
            string names = string.Join(", ", command.Files.Keys.Select(name => name + "_FILE"));
            context.WriteNote($"datajoint-python does not read {names}: without --files it gets the secrets as variables");
        }
    }

    /// <summary>Makes its command.</summary>
    /// <param name="snapshot">The settings.</param>
    /// <param name="inherited">The variables that it inherits.</param>
    /// <param name="cancellationToken">Gives up asking for secrets that are kept elsewhere.</param>
    /// <exception cref="SecretException">One of them could not be had.</exception>
    /// <exception cref="CommandException">A file cannot hold a secret.</exception>
    public async ValueTask<ChildCommand> CreateAsync(
        ConfigurationSnapshot snapshot, IReadOnlyDictionary<string, string> inherited, CancellationToken cancellationToken)
    {
        ChildEnvironment environment = new(snapshot, Environment) { IsPython = IsPythonWith(inherited), Selection = Selection, UsesFiles = UsesFiles };
        Dictionary<string, string> variables = await environment.CreateAsync(inherited, cancellationToken);
        return new ChildCommand(Words[0], [.. Words.Skip(1)], variables) { Files = environment.Files, Masked = IsMasked ? environment.Secrets : [], HasLease = HasLease(snapshot) };
    }

    /// <summary>Whether it makes sense to ask now and then: it gets secrets that are kept elsewhere, and none of those runs a program.</summary>
    public bool HasReferences(ConfigurationSnapshot snapshot)
    {
        string[] schemes = ListSchemes(snapshot);
        return schemes.Length > 0 && !schemes.Any(ProgramSchemes.Contains);
    }

    /// <summary>Whether it gets a database user that is leased for it.</summary>
    public bool HasLease(ConfigurationSnapshot snapshot) => ListSchemes(snapshot).Contains(LeaseScheme, StringComparer.Ordinal);

    private string[] ListSchemes(ConfigurationSnapshot snapshot) =>
        [.. snapshot.ListSettings().Where(setting => Selection.Includes(setting.Key)).Select(setting => setting.Reference).OfType<string>().Select(SchemeOf)];

    private bool IsPythonWith(IReadOnlyDictionary<string, string> inherited) =>
        IsPython || PythonProgram.IsPython(Words, inherited.GetValueOrDefault("PATH", ""));

    private static string SchemeOf(string reference) => SecretReference.TryParse(reference, out SecretReference? parsed, out _) ? parsed.Scheme : "";
}
