using DataJoint.Configuration;

namespace DataJoint.Fuzz;

/// <summary>Something that eats bytes. Any bytes must end in values or in diagnostics.</summary>
internal sealed class FuzzTarget
{
    private readonly Func<byte[], IEnumerable<Diagnostic>> _run;

    private FuzzTarget(string name, Func<byte[], IEnumerable<Diagnostic>> run)
    {
        Name = name;
        _run = run;
    }

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("json", JsonFileTarget.Run),
        new("stores", StoresVariableTarget.Run),
        new("value", SingleValueTarget.Run),
        new("environment", EnvironmentTarget.Run),
        new("redaction", RedactionTarget.Run),
        new("editor", EditorTarget.Run),
    ];

    /// <summary>The name, which is also that of its folder in the corpus.</summary>
    public string Name { get; }

    /// <summary>Feeds it.</summary>
    /// <returns>What kind of outcome it was; inputs of the same kind are alike.</returns>
    public string Run(byte[] bytes)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (Diagnostic diagnostic in _run(bytes))
        {
            ids.Add(diagnostic.Id);
        }

        return string.Join(" ", ids);
    }
}
