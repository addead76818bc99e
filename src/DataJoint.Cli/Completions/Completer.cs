using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Completions;

/// <summary>What may stand at the cursor of a command line, from the tree of commands and the configuration that the line names.</summary>
internal sealed class Completer
{
    private readonly TypedLine _line;
    private readonly ProjectWords _words;

    private Completer(TypedLine line, ProjectWords words)
    {
        _line = line;
        _words = words;
    }

    /// <summary>Finds what to offer.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="terminal">Whose variables count.</param>
    /// <param name="hostEnvironment">The machine.</param>
    /// <param name="words">The words behind the program's name; the last one, which may be empty, is being typed.</param>
    public static async Task<Offer> CompleteAsync(Command root, Terminal terminal, HostEnvironment hostEnvironment, IReadOnlyList<string> words)
    {
        var line = TypedLine.Read(root, words.Take(words.Count - 1));
        Completer completer = new(line, new ProjectWords(new CommandContext(line.ToLoading(), terminal, hostEnvironment)));
        string typed = words.Count == 0 ? "" : words[^1];
        Offer offer = await completer.OfferAsync(typed);
        return offer with { Candidates = [.. offer.Candidates.Where(c => c.Word.StartsWith(typed, StringComparison.Ordinal)).DistinctBy(c => c.Word)] };
    }

    private async Task<Offer> OfferAsync(string typed)
    {
        if (_line.IsAfterDashes && _line.Command.PassesRest)
        {
            return new Offer(OfferSource.Command, []);
        }

        if (_line.Pending is OptionDefinition pending)
        {
            return await OfferAsync(pending.Kind, pending.Choices, typed);
        }

        if (typed.StartsWith('-') && !_line.IsAfterDashes)
        {
            return await OfferOptionsAsync(typed);
        }

        if (_line.IsLost)
        {
            return Offer.Nothing;
        }

        if (_line.Command.IsGroup)
        {
            return new Offer(OfferSource.Words, [.. _line.Command.Listed.Select(c => new Candidate(c.Name, c.Summary))]);
        }

        if (_line.Command.PassesRest)
        {
            return new Offer(OfferSource.Words, [new Candidate("--", "what follows is another command")]);
        }

        int index = _line.Command.Arguments is [.., { IsRepeatable: true }] all ? Math.Min(_line.Arguments.Count, all.Count - 1) : _line.Arguments.Count;
        return index < _line.Command.Arguments.Count
            ? await OfferAsync(_line.Command.Arguments[index].Kind, _line.Command.Arguments[index].Choices, typed)
            : Offer.Nothing;
    }

    /// <summary>Names of options, or with <c>--name=</c> the value of one.</summary>
    private async Task<Offer> OfferOptionsAsync(string typed)
    {
        int equals = typed.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return new Offer(OfferSource.Words, [.. _line.ListOptions().Select(o => new Candidate(o.Name, o.Description))]);
        }

        if (_line.FindOption(typed[..equals]) is not { ValueName: not null } option)
        {
            return Offer.Nothing;
        }

        Offer value = await OfferAsync(option.Kind, option.Choices, typed[(equals + 1)..]);
        return value with { Candidates = [.. value.Candidates.Select(c => c with { Word = typed[..(equals + 1)] + c.Word })] };
    }

    private async Task<Offer> OfferAsync(WordKind kind, IReadOnlyList<string> choices, string typed) => kind switch
    {
        WordKind.File => new Offer(OfferSource.Files, []),
        WordKind.Directory => new Offer(OfferSource.Directories, []),
        WordKind.Place => new Offer(OfferSource.Words, await _words.ListPlacesAsync(typed)),
        WordKind.PlaceOrFolder => new Offer(OfferSource.Directories, await _words.ListPlacesAsync(typed)),
        WordKind.Format => new Offer(OfferSource.Words, [.. _line.Command.Formats.Select(f => new Candidate(CommandContext.NameOf(f)))]),
        WordKind.SettingValue => _words.OfferValues(_line.Arguments[0]),
        WordKind.Assignment => new Offer(OfferSource.Words, _words.ListAssignments(typed)),
        WordKind.Text => new Offer(OfferSource.Words, [.. choices.Select(c => new Candidate(c))]),
        _ => new Offer(OfferSource.Words, _words.List(kind)),
    };
}
