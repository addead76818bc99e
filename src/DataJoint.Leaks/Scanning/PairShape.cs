using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>User and password side by side: <c>auth=("ana", "…")</c>, <c>login("ana", "…")</c>, and in notes <c>login: ana / …</c></summary>
internal sealed class PairShape : IShape
{
    private const int LongestWord = 20;
    private static readonly string[] Words = ["auth", "authenticate", "authentication", "login", "logon", "creds", "credential", "credentials"];

    public IReadOnlyList<string> Needles { get; } = ["auth", "login", "logon", "cred"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        int end = at;
        while (end - at < LongestWord && char.IsAsciiLetter(passage.At(end)))
        {
            end++;
        }

        if (!IsWord(text[at..end]) || passage.At(at - 1) is 'o' or 'O')
        {
            return;
        }

        int open = Skip(passage, end, "\"'\\] ");
        bool isGiven = passage.At(open) is '=' or ':' && passage.At(open + 1) != '=';
        open = isGiven ? Skip(passage, open + 1, " ") : end;
        if (passage.At(open) == '(' || (isGiven && passage.At(open) == '['))
        {
            // As requests takes it: any word may be the password.
            bool isTuple = isGiven && text[at] is 'a' or 'A' && text[end..open].Contains('=') && text[open] == '(' && passage.Kind == TextKind.Code;
            if (ArgumentList.TryReadPair(passage, open, out (int Start, int End) second)
                && (isTuple ? SecretText.IsPlausible(text[second.Start..second.End], NameKind.Password, isQuoted: true) : IsPassword(text[second.Start..second.End])))
            {
                found.Add(new Match(LeakRules.CallArgument, at, second.Start, second.End));
            }
        }
        else if (isGiven && text[at] is 'c' && passage.At(open) is '"' or '\'')
        {
            FindAccountKey(passage, (at, open), found);
        }
        else if (isGiven && passage.Kind == TextKind.Prose)
        {
            FindNote(passage, (at, open), found);
        }
    }

    /// <summary>Whether a text beside another one is a password and no word: it has a digit, and something else.</summary>
    public static bool IsPassword(ReadOnlySpan<char> text) =>
        text.Length >= 6 && text.ContainsAnyInRange('0', '9') && !text.Contains(' ') && text.IndexOfAnyExceptInRange('0', '9') >= 0
        && SecretText.IsPlausible(text, NameKind.Password, isQuoted: true);

    /// <summary><c>login: ana / …</c></summary>
    private static void FindNote(in Passage passage, (int Name, int Value) place, List<Match> found)
    {
        ReadOnlySpan<char> line = passage.Text[place.Value..passage.LineEnd(place.Value)].TrimEnd();
        int slash = line.IndexOf(" / ");
        int start = slash + 3;
        if (slash > 0 && line[..slash].IndexOfAny(' ', '/') < 0 && IsPassword(line[start..]))
        {
            found.Add(new Match(LeakRules.CredentialAssignment, place.Name, place.Value + start, place.Value + line.Length));
        }
    }

    /// <summary>A key of an Azure storage account: <c>BlobServiceClient(url, credential="…==")</c></summary>
    private static void FindAccountKey(in Passage passage, (int Name, int Quote) place, List<Match> found)
    {
        const int Length = 88;
        ReadOnlySpan<char> rest = passage.Text[(place.Quote + 1)..passage.LineEnd(place.Quote)];
        if (rest.Length > Length && rest[Length] == passage.Text[place.Quote] && rest[..Length].EndsWith("==") && SecretText.IsPlausible(rest[..Length], NameKind.Key, isQuoted: true))
        {
            found.Add(new Match(LeakRules.AzureKey, place.Name, place.Quote + 1, place.Quote + 1 + Length));
        }
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (string word in Words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Skip(in Passage passage, int at, ReadOnlySpan<char> skipped)
    {
        int end = Math.Min(passage.Text.Length, at + 12);
        while (at < end && skipped.Contains(passage.Text[at]))
        {
            at++;
        }

        return at;
    }
}
