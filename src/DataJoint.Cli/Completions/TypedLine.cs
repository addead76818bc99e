using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>A command line that is being typed: what is understood of it before the cursor.</summary>
/// <remarks>Nothing in it is an error; what the parser would refuse is skipped.</remarks>
internal sealed class TypedLine
{
    private readonly List<Command> _path;
    private readonly List<(OptionDefinition Option, string Value)> _options = [];
    private readonly List<string> _arguments = [];

    private TypedLine(Command root) => _path = [root];

    public Command Command => _path[^1];

    /// <summary>The option whose value stands at the cursor, or null.</summary>
    public OptionDefinition? Pending { get; private set; }

    /// <summary>Whether <c>--</c> stands before the cursor.</summary>
    public bool IsAfterDashes { get; private set; }

    /// <summary>Whether a word stands there that is no command.</summary>
    public bool IsLost { get; private set; }

    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>Understands the words before the cursor.</summary>
    public static TypedLine Read(Command root, IEnumerable<string> words)
    {
        TypedLine line = new(root);
        foreach (string word in words)
        {
            line.Take(word);
        }

        return line;
    }

    /// <summary>The options that may stand there: no flag twice.</summary>
    public IEnumerable<OptionDefinition> ListOptions() =>
        Command.Options.Concat(GlobalOptions.All).Where(o => o.IsRepeatable || !_options.Exists(given => ReferenceEquals(given.Option, o)));

    public OptionDefinition? FindOption(string name) =>
        Command.Options.Concat(GlobalOptions.All).FirstOrDefault(o => o.Name == name || o.Short == name);

    /// <summary>As much of it as says which configuration is meant.</summary>
    public ParsedCommandLine ToLoading() => new(
        _path,
        [.. _options.Where(o => o.Option == GlobalOptions.Project || o.Option == GlobalOptions.Environment || o.Option == GlobalOptions.Trust)],
        _arguments,
        []);

    private void Take(string word)
    {
        if (Pending is OptionDefinition option)
        {
            _options.Add((option, word));
            Pending = null;
        }
        else if (IsAfterDashes)
        {
            _arguments.Add(word);
        }
        else if (word == "--")
        {
            IsAfterDashes = true;
        }
        else if (word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]))
        {
            TakeOption(word);
        }
        else if (!Command.IsGroup)
        {
            _arguments.Add(word);
        }
        else if (Command.Find(word) is Command command)
        {
            _path.Add(command);
        }
        else
        {
            IsLost = true;
        }
    }

    private void TakeOption(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        OptionDefinition? option = FindOption(equals < 0 ? word : word[..equals]);
        if (option?.ValueName is not null && equals < 0)
        {
            Pending = option;
        }
        else if (option is not null)
        {
            _options.Add((option, equals < 0 ? "" : word[(equals + 1)..]));
        }
    }
}
