namespace DataJoint.Cli.Terminals;

/// <summary>A program to run. No record: what it would print holds secrets.</summary>
internal sealed class ChildCommand
{
    internal ChildCommand(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        Program = program;
        Arguments = arguments;
        Variables = variables;
    }

    /// <summary>A path, or a name that is looked for in PATH.</summary>
    internal string Program { get; }

    internal IReadOnlyList<string> Arguments { get; }

    /// <summary>Its whole environment; secrets are in it.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; }
}
