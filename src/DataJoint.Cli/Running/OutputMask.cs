using System.Buffers;

namespace DataJoint.Cli.Running;

/// <summary>Finds secrets in the output of a program. The text that it is given has one character for each byte.</summary>
internal sealed class OutputMask
{
    private readonly SearchValues<string> _forms;
    private readonly SearchValues<char> _starts;
    private readonly Dictionary<char, string[]> _byStart;
    private readonly int _maxLength;

    /// <summary>Prepares the search.</summary>
    /// <param name="secrets">The texts; those that are too short are passed over.</param>
    public OutputMask(IEnumerable<string> secrets)
    {
        string[] forms = [.. secrets.SelectMany(SecretForms.List).Distinct(StringComparer.Ordinal)];
        _forms = SearchValues.Create(forms, StringComparison.Ordinal);
        _byStart = forms.GroupBy(form => form[0]).ToDictionary(same => same.Key, same => same.OrderByDescending(form => form.Length).ToArray());
        _starts = SearchValues.Create([.. _byStart.Keys]);
        _maxLength = forms.Select(form => form.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>Where the next secret begins, or -1.</summary>
    public int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(_forms);

    /// <summary>The length of the longest one that begins here.</summary>
    public int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (string form in _byStart[text[0]])
        {
            if (text.StartsWith(form, StringComparison.Ordinal))
            {
                return form.Length;
            }
        }

        throw new ArgumentException("No secret begins here.", nameof(text));
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
}
