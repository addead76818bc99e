using System.Buffers;

namespace DataJoint.Leaks;

/// <summary>Finds any of many texts in one pass. Texts have one character for each byte. Holds secrets: it shows none.</summary>
/// <remarks>The many forms of a secret begin alike: their beginnings are searched for, and the forms are compared where one is found.</remarks>
public sealed class FormSearch
{
    private readonly SearchValues<string> _beginnings;
    private readonly SearchValues<char> _starts;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _byBeginning;
    private readonly int _beginningLength;

    /// <summary>Prepares the search.</summary>
    /// <param name="forms">The texts; none is empty.</param>
    public FormSearch(IEnumerable<string> forms)
    {
        string[] all = [.. forms.Distinct(StringComparer.Ordinal)];
        MaxLength = all.Select(form => form.Length).DefaultIfEmpty(0).Max();
        _beginningLength = Math.Min(SecretForms.MinLength, all.Select(form => form.Length).DefaultIfEmpty(0).Min());
        var byBeginning = all.GroupBy(form => form[.._beginningLength], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.OrderByDescending(form => form.Length).ToArray(), StringComparer.Ordinal);
        _byBeginning = byBeginning.GetAlternateLookup<ReadOnlySpan<char>>();
        _beginnings = SearchValues.Create([.. byBeginning.Keys], StringComparison.Ordinal);
        _starts = SearchValues.Create([.. all.Select(form => form[0]).Distinct()]);
    }

    /// <summary>Whether there is nothing to find.</summary>
    public bool IsEmpty => MaxLength == 0;

    /// <summary>The length of the longest text.</summary>
    public int MaxLength { get; }

    /// <summary>Finds the next one.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>Where it begins, or -1, and the length of the longest one that begins there.</returns>
    public (int At, int Length) Find(ReadOnlySpan<char> text, int from)
    {
        for (int at = from; !IsEmpty && at < text.Length; at++)
        {
            int next = text[at..].IndexOfAny(_beginnings);
            if (next < 0)
            {
                break;
            }

            at += next;
            foreach (string form in _byBeginning[text.Slice(at, _beginningLength)])
            {
                if (text[at..].StartsWith(form, StringComparison.Ordinal))
                {
                    return (at, form.Length);
                }
            }
        }

        return (-1, 0);
    }

    /// <summary>Where one may begin that goes on after the end of the text.</summary>
    /// <param name="text">The text so far.</param>
    /// <returns>The place; the end when there is none.</returns>
    public int FindOpenEnd(ReadOnlySpan<char> text)
    {
        for (int at = Math.Max(0, text.Length - MaxLength + 1); at < text.Length; at++)
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

    private bool GoesOn(ReadOnlySpan<char> rest)
    {
        IEnumerable<string> forms = rest.Length < _beginningLength ? _byBeginning.Dictionary.Keys
            : _byBeginning.TryGetValue(rest[.._beginningLength], out string[]? found) ? found : [];
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
