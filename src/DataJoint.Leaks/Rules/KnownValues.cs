using System.Buffers;
using DataJoint.Configuration;

namespace DataJoint.Leaks.Rules;

/// <summary>The secrets of a project in all their forms. Holds their text: it is never shown, and no record.</summary>
internal sealed class KnownValues
{
    private const int AlwaysDistinct = 12;
    private const int MayBeDistinct = 8;
    private const int Reach = 200;

    /// <summary>What tells on the same line that a short text is the secret, and no word.</summary>
    private static readonly SearchValues<string> Context =
        SearchValues.Create(["pass", "pwd", "secret", "token", "key", "conn(", "identified", "://", "credential"], StringComparison.OrdinalIgnoreCase);

    private readonly FormSearch _distinct;
    private readonly FormSearch _short;
    private readonly string[] _all;

    /// <param name="secrets">The secrets.</param>
    /// <param name="keepsFound">Whether what is found is kept with its text.</param>
    public KnownValues(IEnumerable<string> secrets, bool keepsFound = false)
    {
        string[] all = _all = [.. secrets.Distinct(StringComparer.Ordinal)];
        KeepsFound = keepsFound;
        _distinct = new FormSearch(all.Where(IsDistinct).SelectMany(SecretForms.List));
        _short = new FormSearch(all.Where(secret => !IsDistinct(secret)).SelectMany(SecretForms.List));
    }

    /// <summary>The length of the longest form.</summary>
    public int MaxLength => Math.Max(_distinct.MaxLength, _short.MaxLength);

    public bool IsEmpty => _distinct.IsEmpty && _short.IsEmpty;

    /// <summary>Whether what is found is kept with its text, for whoever tries it.</summary>
    public bool KeepsFound { get; }

    /// <summary>The secret that a text is a form of, or null.</summary>
    public string? FindOriginal(string form) => _all.FirstOrDefault(secret => SecretForms.List(secret).Contains(form, StringComparer.Ordinal));

    /// <summary>Where the next one begins that is a secret wherever it stands, and its length; -1 when there is none.</summary>
    public (int At, int Length) Find(ReadOnlySpan<char> text, int from)
    {
        (int at, int length) = _distinct.Find(text, from);
        for (int next = from; ; next++)
        {
            (int near, int size) = _short.Find(text, next);
            if (near < 0 || (at >= 0 && at <= near))
            {
                return (at, length);
            }

            if (IsAlone(text, near, size) && HasContext(text, near))
            {
                return (near, size);
            }

            next = near;
        }
    }

    /// <summary>A text for people, without any of them: the short ones too, unless they are part of a word.</summary>
    public string Mask(ReadOnlySpan<char> text)
    {
        string shown = text.ToString();
        foreach (FormSearch search in (FormSearch[])[_distinct, _short])
        {
            for ((int at, int length) = search.Find(shown, 0); at >= 0; (at, length) = search.Find(shown, at))
            {
                bool isMasked = search == _distinct || IsAlone(shown, at, length);
                shown = isMasked ? $"{shown.AsSpan(0, at)}{Secret.Mask}{shown.AsSpan(at + length)}" : shown;
                at += isMasked ? Secret.Mask.Length : 1;
            }
        }

        return shown;
    }

    /// <summary>All of them in a text, from start to end of each kind; each kind is looked for once.</summary>
    public List<(int At, int Length)> FindAll(ReadOnlySpan<char> text)
    {
        List<(int At, int Length)> found = [];
        for ((int at, int length) = _distinct.Find(text, 0); at >= 0; (at, length) = _distinct.Find(text, at + length))
        {
            found.Add((at, length));
        }

        int distinct = found.Count;
        int next = 0;
        for ((int at, int length) = _short.Find(text, 0); at >= 0; (at, length) = _short.Find(text, at + length))
        {
            while (next < distinct && found[next].At + found[next].Length <= at)
            {
                next++;
            }

            bool isInside = next < distinct && found[next].At < at + length;
            bool isValue = !isInside && IsAlone(text, at, length) && HasContext(text, at);
            length = isValue ? length : 1;
            if (isValue)
            {
                found.Add((at, length));
            }
        }

        return found;
    }

    /// <summary>A text that hardly stands anywhere by chance.</summary>
    public static bool IsDistinct(string secret) =>
        secret.Length >= AlwaysDistinct
        || (secret.Length >= MayBeDistinct && (secret.Any(c => !char.IsLetter(c)) || (secret.Any(char.IsUpper) && secret[1..].Any(char.IsLower))));

    private static bool IsAlone(ReadOnlySpan<char> text, int at, int length) =>
        (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsAsciiLetterOrDigit(text[at + length]));

    private static bool HasContext(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> before = text[Math.Max(0, at - Reach)..at];
        return before[(before.LastIndexOf('\n') + 1)..].ContainsAny(Context);
    }
}
