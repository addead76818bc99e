using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Exports;

/// <summary>The assignments of a file, and the lines that are more than that. Nothing in the file is run or expanded.</summary>
internal sealed class VariableFile
{
    private const string Prefix = "DJ_";

    private readonly Dictionary<string, ImportedVariable> _variables = new(StringComparer.Ordinal);

    /// <summary>The variables of DataJoint; of one that is given twice the last, as in shells.</summary>
    public IReadOnlyCollection<ImportedVariable> Variables => _variables.Values;

    /// <summary>What cannot be understood, by its line.</summary>
    public List<(int Line, string Problem)> Faults { get; } = [];

    /// <summary>Reads the content of a file.</summary>
    /// <param name="form">How it is written: dotenv or shell.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="name">The file as messages show it.</param>
    /// <exception cref="CommandException">It is not UTF-8, or holds a NUL character.</exception>
    public static VariableFile Read(string form, byte[] bytes, string name)
    {
        VariableFile file = new();
        VariableScanner scanner = new(VariableText.Decode(bytes, name, keepsLineEnds: form == "shell"));
        if (form == "shell")
        {
            new ShellReader(scanner, file).Read();
        }
        else
        {
            new DotenvReader(scanner, file).Read();
        }

        return file;
    }

    /// <summary>Whether a variable is one of DataJoint's; what others hold does not matter.</summary>
    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Takes an assignment.</summary>
    public void Add(string name, string text, int line)
    {
        if (IsOurs(name))
        {
            _variables[name] = new ImportedVariable(name, new Secret(text), line);
        }
    }
}
