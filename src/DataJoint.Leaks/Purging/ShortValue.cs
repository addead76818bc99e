using System.Text;

namespace DataJoint.Leaks.Purging;

/// <summary>A value in a content in which a scan found it: there it counts wherever it is not part of a word.</summary>
internal static class ShortValue
{
    /// <summary>Replaces it.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="value">The value. It is a secret.</param>
    /// <returns>The content without it; null when it is not in there.</returns>
    public static byte[]? Replace(byte[] bytes, string value)
    {
        string text = Encoding.Latin1.GetString(bytes);
        string wanted = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));
        StringBuilder replaced = new();
        int done = 0;
        for (int at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0 && wanted.Length > 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            bool isAlone = at >= done && !IsWord(text, at - 1) && !IsWord(text, at + wanted.Length);
            if (isAlone)
            {
                replaced.Append(text, done, at - done).Append(ValueText.Replacement);
                done = at + wanted.Length;
            }
        }

        return done == 0 ? null : Encoding.Latin1.GetBytes(replaced.Append(text, done, text.Length - done).ToString());
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);
}
