using System.Buffers;

namespace DataJoint.Leaks;

/// <summary>Finds any of many texts in one pass. Texts have one character for each byte. Holds secrets: it shows none.</summary>
public sealed class FormSearch
{
    private readonly SearchValues<string> _forms;
    private readonly SearchValues<char> _starts;
    private readonly Dictionary<char, string[]> _byStart;

    /// <summary>Prepares the search.</summary>
    /// <param name="forms">The texts.</param>
    public FormSearch(IEnumerable<string> forms)
    {
        string[] all = [.. forms.Distinct(StringComparer.Ordinal)];
        _forms = SearchValues.Create(all, StringComparison.Ordinal);
        _byStart = all.GroupBy(form => form[0]).ToDictionary(same => same.Key, same => same.OrderByDescending(form => form.Length).ToArray());
        _starts = SearchValues.Create([.. _byStart.Keys]);
        MaxLength = all.Select(form => form.Length).DefaultIfEmpty(0).Max();
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
        int at = IsEmpty || from >= text.Length ? -1 : text[from..].IndexOfAny(_forms);
        return at < 0 ? (-1, 0) : (from + at, LengthAt(text[(from + at)..]));
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
            foreach (string form in _byStart[text[at]])
            {
                if (form.Length > text.Length - at && form.AsSpan().StartsWith(text[at..], StringComparison.Ordinal))
                {
                    return at;
                }
            }
        }

        return text.Length;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (string form in _byStart[text[0]])
        {
            if (text.StartsWith(form, StringComparison.Ordinal))
            {
                return form.Length;
            }
        }

        return 1;
    }
}
