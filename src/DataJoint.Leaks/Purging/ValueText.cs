using System.Text;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Purging;

/// <summary>Finds values in bytes, in any of their forms, and replaces them. Holds secrets: it shows none, and is no record.</summary>
internal sealed class ValueText
{
    /// <summary>What stands in the place of every value, however long it was.</summary>
    public const string Replacement = "***REMOVED***";

    private readonly FormSearch _wide;
    private readonly FormSearch _wideBigEndian;

    /// <summary>Prepares the search.</summary>
    /// <param name="values">The values.</param>
    public ValueText(IReadOnlyCollection<string> values)
    {
        Known = new KnownValues(values);
        string[] forms = [.. values.Where(KnownValues.IsDistinct).SelectMany(SecretForms.List).Select(form => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(form)))];
        _wide = new FormSearch(forms.Select(form => Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(form))));
        _wideBigEndian = new FormSearch(forms.Select(form => Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(form))));
    }

    public KnownValues Known { get; }

    /// <summary>Whether bytes hold a value.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return Known.Find(text, 0).At >= 0 || _wide.Find(text, 0).At >= 0 || _wideBigEndian.Find(text, 0).At >= 0;
    }

    /// <summary>Replaces all values in bytes.</summary>
    /// <returns>The bytes without them; null when there are none.</returns>
    public byte[]? Replace(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        string replaced = Replace(text, Known.Find, Replacement);
        replaced = Replace(replaced, _wide.Find, Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Replacement)));
        replaced = Replace(replaced, _wideBigEndian.Find, Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(Replacement)));
        return ReferenceEquals(replaced, text) ? null : Encoding.Latin1.GetBytes(replaced);
    }

    /// <summary>A text for people.</summary>
    public string Mask(string text) =>
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Known.Mask(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)))));

    private static string Replace(string text, Search find, string replacement)
    {
        (int at, int length) = find(text, 0);
        if (at < 0)
        {
            return text;
        }

        StringBuilder replaced = new(text.Length);
        int done = 0;
        for (; at >= 0; (at, length) = find(text, done))
        {
            replaced.Append(text, done, at - done).Append(replacement);
            done = at + length;
        }

        return replaced.Append(text, done, text.Length - done).ToString();
    }

    private delegate (int At, int Length) Search(ReadOnlySpan<char> text, int from);
}
