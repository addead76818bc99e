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
}
