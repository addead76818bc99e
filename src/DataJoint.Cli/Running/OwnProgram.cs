using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>This program, to be started once more.</summary>
internal static class OwnProgram
{
    /// <summary>With other words.</summary>
    public static ChildCommand With(IEnumerable<string> words, IReadOnlyDictionary<string, string> variables)
    {
        string[] own = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath ?? own[0];
        bool isRuntime = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase); // dotnet djc.dll
        return new ChildCommand(program, [.. isRuntime ? own[..1] : [], .. words], variables);
    }

    /// <summary>With the same words.</summary>
    public static ChildCommand Again(IReadOnlyDictionary<string, string> variables) => With(Environment.GetCommandLineArgs().Skip(1), variables);
}
