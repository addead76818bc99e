using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Cli.CommandLine;

/// <summary>Understands a command line, or says what is wrong with it and what was probably meant.</summary>
/// <remarks>Words that could be a secret (values, surplus arguments) are never repeated in a message.</remarks>
internal sealed class CommandLineParser
{
    private const string HelpWord = "help";

    private readonly IReadOnlyList<string> _words;
    private readonly List<Command> _path;
    private readonly List<(OptionDefinition Option, string Value)> _options = [];
    private readonly List<string> _arguments = [];
    private readonly List<string> _rest = [];
    private int _next;

    private CommandLineParser(Command root, IReadOnlyList<string> words)
    {
        _words = words;
        _path = [root];
    }

    private Command Current => _path[^1];

    /// <summary>Understands the words behind the program's name.</summary>
    /// <exception cref="CommandException">They are wrong.</exception>
    public static ParsedCommandLine Parse(Command root, IReadOnlyList<string> words) => new CommandLineParser(root, words).Parse();

    /// <summary>The program and command as they are typed, such as <c>djc config get</c>.</summary>
    public static string NameOf(IEnumerable<Command> path) => string.Join(' ', path.Select(c => c.Name));

    private ParsedCommandLine Parse()
    {
        while (_next < _words.Count)
        {
            string word = _words[_next++];
            if (word == "--")
            {
                TakeRest();
            }
            else if (IsOption(word))
            {
                TakeOption(word);
            }
            else if (Current.IsGroup)
            {
                TakeCommand(word);
            }
            else
            {
                _arguments.Add(word);
            }
        }

        ParsedCommandLine line = new(_path, _options, _arguments, _rest);
        CheckFormat(line, Current);
        if (!line.Has(GlobalOptions.Help) && !line.Has(GlobalOptions.Version))
        {
            CheckComplete();
        }

        return line;
    }

    /// <summary>A dash alone and a negative number are arguments.</summary>
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private void TakeRest()
    {
        List<string> target = Current.PassesRest ? _rest : _arguments;
        while (_next < _words.Count)
        {
            target.Add(_words[_next++]);
        }
    }

    private void TakeCommand(string word)
    {
        if (Current.Find(word) is Command command)
        {
            _path.Add(command);
            return;
        }

        if (word == HelpWord)
        {
            _options.Add((GlobalOptions.Help, ""));
            return;
        }

        if (_options.Any(o => ReferenceEquals(o.Option, GlobalOptions.Set) && !o.Value.Contains('=', StringComparison.Ordinal)))
        {
            // --set KEY VALUE: the word is the value, and may be a secret.
            throw CommandException.UsageError("--set needs KEY=VALUE", "for example --set database.host=db.example.com");
        }

        string? nearest = Spelling.Nearest(word, Current.Listed.Select(c => c.Name));
        string? meant = nearest is not null ? NameOf(_path) + " " + nearest : FindElsewhere(word);
        throw CommandException.UsageError(
            $"unknown command {Display.Quote(NameOf(_path.Skip(1).Append(new Command(word, ""))))}" + (meant is null ? "" : $"; did you mean `{meant}`?"),
            $"{NameOf(_path)} --help lists the commands");
    }

    /// <summary>A command of that name in another group, such as <c>get</c> in <c>config</c>.</summary>
    private string? FindElsewhere(string word)
    {
        foreach (Command group in _path[0].Commands)
        {
            if (group.Find(word) is not null)
            {
                return $"{_path[0].Name} {group.Name} {word}";
            }
        }

        return null;
    }

    private void TakeOption(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word : word[..equals];
        OptionDefinition option = FindOption(name) ?? throw UnknownOption(name);
        if (option.ValueName is null)
        {
            if (equals >= 0)
            {
                throw Misused($"{option.Name} takes no value");
            }

            _options.Add((option, ""));
            return;
        }

        string value;
        if (equals >= 0)
        {
            value = word[(equals + 1)..];
        }
        else if (_next < _words.Count && !_words[_next].StartsWith("--", StringComparison.Ordinal))
        {
            value = _words[_next++];
        }
        else
        {
            throw Misused($"{option.Name} needs a value: {option.Name} {option.ValueName}");
        }

        _options.Add((option, value));
    }

    private OptionDefinition? FindOption(string name)
    {
        foreach (OptionDefinition option in Current.Options.Concat(GlobalOptions.All))
        {
            if (option.Name == name || option.Short == name)
            {
                return option;
            }
        }

        return null;
    }

    private CommandException UnknownOption(string name)
    {
        string? nearest = Spelling.Nearest(name, Current.Options.Concat(GlobalOptions.All).Select(o => o.Name));
        if (nearest is null && Current.IsGroup && OwnerOf(Current, NameOf(_path), name) is string owner)
        {
            return Misused($"{Display.Quote(name)} is an option of `{owner}` and goes after its name");
        }

        // What is nearly no option may be a value, as may everything behind a single dash, as in -pSECRET.
        string shown = !name.StartsWith("--", StringComparison.Ordinal) ? Display.Quote(name[..2])
            : nearest is not null || name == "--value" ? Display.Quote(name)
            : $"(word {_next} after {_path[0].Name})";
        string message = $"unknown option {shown}" + (nearest is null ? "" : $"; did you mean {nearest}?");
        return nearest is not null || Current.Arguments.Count == 0 || Current.PassesRest ? Misused(message)
            : Current is { SurplusHint: string hint, Arguments: [{ Kind: WordKind.Setting }] } ? CommandException.UsageError(message, hint)
            : CommandException.UsageError(message, $"a value that begins with a dash goes behind --; {NameOf(_path)} --help shows the use");
    }

    private static string? OwnerOf(Command group, string path, string option)
    {
        foreach (Command command in group.Commands)
        {
            string name = path + " " + command.Name;
            string? owner = command.Options.Any(o => o.Name == option) ? name : OwnerOf(command, name, option);
            if (owner is not null)
            {
                return owner;
            }
        }

        return null;
    }

    private void CheckComplete()
    {
        Command command = Current;
        if (command.IsGroup)
        {
            throw CommandException.UsageError(
                $"{NameOf(_path)} needs a command: {string.Join(", ", command.Listed.Select(c => c.Name))}", $"{NameOf(_path)} --help says what they do");
        }

        CheckChoices();
        CheckArguments(command);
    }

    private void CheckChoices()
    {
        foreach ((OptionDefinition option, string value) in _options)
        {
            if (option.Choices.Count > 0 && !option.Choices.Contains(value))
            {
                string? nearest = Spelling.Nearest(value, option.Choices);
                throw Misused($"{Display.Quote(value)} is unknown: {option.Name} is one of {string.Join(", ", option.Choices)}" + (nearest is null ? "" : $"; did you mean {nearest}?"));
            }
        }
    }

    private void CheckFormat(ParsedCommandLine line, Command command)
    {
        if (line.TryGet(GlobalOptions.Format, out string? format) && !command.Formats.Any(f => CommandContext.NameOf(f) == format))
        {
            string known = string.Join(" or ", command.Formats.Select(CommandContext.NameOf));
            throw Misused($"{NameOf(_path)} knows the format {known}, not {Display.Quote(format)}");
        }
    }

    private void CheckArguments(Command command)
    {
        if (command.PassesRest)
        {
            if (_arguments.Count > 0)
            {
                throw Misused($"{NameOf(_path)} expects the command after --: {NameOf(_path)} -- COMMAND");
            }

            return;
        }

        for (int i = 0; i < command.Arguments.Count; i++)
        {
            ArgumentDefinition argument = command.Arguments[i];
            if (i >= _arguments.Count)
            {
                if (argument.IsOptional)
                {
                    break;
                }

                throw Misused($"{NameOf(_path)} needs {argument.Name}: {char.ToLowerInvariant(argument.Description[0])}{argument.Description[1..]}");
            }

            if (argument.Choices.Count > 0 && !argument.Choices.Contains(_arguments[i]))
            {
                string? nearest = Spelling.Nearest(_arguments[i], argument.Choices);
                throw Misused($"{Display.Quote(_arguments[i])} is unknown: {argument.Name} is one of {string.Join(", ", argument.Choices)}" + (nearest is null ? "" : $"; did you mean {nearest}?"));
            }
        }

        if (_arguments.Count > command.Arguments.Count && command.Arguments is not [.., { IsRepeatable: true }])
        {
            string takes = command.Arguments.Count switch { 0 => "no argument", 1 => "one argument", int many => $"{many} arguments" };
            string message = $"{NameOf(_path)} expects {takes}, got {_arguments.Count}";
            throw command.SurplusHint is string hint ? CommandException.UsageError(message, hint) : Misused(message);
        }
    }

    private CommandException Misused(string message) => CommandException.UsageError(message, $"{NameOf(_path)} --help shows the use");
}
