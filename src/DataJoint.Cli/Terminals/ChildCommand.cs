using DataJoint.Configuration;

namespace DataJoint.Cli.Terminals;

/// <summary>A program to run. No record: what it would print holds secrets.</summary>
internal sealed class ChildCommand
{
    public ChildCommand(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        Program = program;
        Arguments = arguments;
        Variables = variables;
    }

    /// <summary>A path, or a name that is looked for in PATH.</summary>
    public string Program { get; }

    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Its whole environment; secrets are in it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Secrets that it gets as files, by the variables in whose place a variable with <c>_FILE</c> names the file.</summary>
    public IReadOnlyDictionary<string, Secret> Files { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Secrets that its output is not to show.</summary>
    public IReadOnlyList<Secret> Masked { get; init; } = [];

    /// <summary>Whether it gets something that is renewed while it runs, and revoked when it has ended.</summary>
    public bool HasLease { get; init; }

    /// <summary>The variables, and those in whose place a file stands, that differ from those of another command, in ordinal order.</summary>
    public IReadOnlyList<string> ListDifferences(ChildCommand other) =>
    [
        .. FindDifferences(Variables, other.Variables).Concat(FindDifferences(Files, other.Files)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The same with more variables.</summary>
    public ChildCommand With(IReadOnlyDictionary<string, string> more) =>
        new(Program, Arguments, new Dictionary<string, string>([.. Variables, .. more])) { Files = Files, Masked = Masked, HasLease = HasLease };

    private static IEnumerable<string> FindDifferences<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> another) =>
        one.Keys.Concat(another.Keys).Where(name => !one.TryGetValue(name, out T? value) || !another.TryGetValue(name, out T? other) || !Equals(value, other));
}
