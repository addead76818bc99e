using System.Buffers;
using DataJoint.Leaks;

namespace DataJoint.Cli.Running;

/// <summary>Finds secrets in the output of a program. The text that it is given has one character for each byte. Holds secrets: it shows none.</summary>
/// <remarks>The many forms of a secret begin alike: the beginnings are searched for in one pass, and the forms are compared where one is found.</remarks>
internal sealed class OutputMask
{
    private const int PrefixLength = SecretForms.MinLength;

    private readonly SearchValues<string> _prefixes;
    private readonly SearchValues<char> _starts;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;
    private readonly string[] _beginnings;
    private readonly int _maxLength;

    /// <summary>Prepares the search.</summary>
    /// <param name="secrets">The texts; those that are too short are passed over.</param>
    public OutputMask(IEnumerable<string> secrets)
    {
        string[] all = [.. secrets.SelectMany(QuotedForms.List).Distinct(StringComparer.Ordinal)];
        var byPrefix = all.GroupBy(form => form[..PrefixLength], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.OrderByDescending(form => form.Length).ToArray(), StringComparer.Ordinal);
        _starts = SearchValues.Create([.. all.Select(form => form[0]).Distinct()]);
        _byPrefix = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        _beginnings = [.. byPrefix.Keys];
        _prefixes = SearchValues.Create(_beginnings, StringComparison.Ordinal);
        _maxLength = all.Select(form => form.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>Where the next secret begins, or -1, and the length of the longest one that begins there.</summary>
    public (int At, int Length) Find(ReadOnlySpan<char> text, int from)
    {
        for (int at = from; _maxLength > 0 && at < text.Length; at++)
        {
            int next = text[at..].IndexOfAny(_prefixes);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (LengthAt(text[at..]) is int length and > 0)
            {
                return (at, length);
            }
        }

        return (-1, 0);
    }

    /// <summary>Where a secret may begin that goes on behind the end of the text; the end when there is none.</summary>
    public int FindOpenEnd(ReadOnlySpan<char> text)
    {
        for (int at = Math.Max(0, text.Length - _maxLength + 1); at < text.Length; at++)
        {
            int next = text[at..].IndexOfAny(_starts);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (GoesOn(text[at..]))
            {
                return at;
            }
        }

        return text.Length;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        if (_byPrefix.TryGetValue(text[..PrefixLength], out string[]? forms))
        {
            foreach (string form in forms)
            {
                if (text.StartsWith(form, StringComparison.Ordinal))
                {
                    return form.Length;
                }
            }
        }

        return 0;
    }

    private bool GoesOn(ReadOnlySpan<char> rest)
    {
        string[]? forms = rest.Length < PrefixLength ? _beginnings : _byPrefix.TryGetValue(rest[..PrefixLength], out string[]? found) ? found : [];
        foreach (string form in forms)
        {
            if (form.Length > rest.Length && form.AsSpan().StartsWith(rest, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
