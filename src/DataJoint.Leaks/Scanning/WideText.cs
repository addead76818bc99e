using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>The strings in UTF-16 that stand among other bytes, as in programs and databases.</summary>
internal sealed class WideText
{
    private const int Shortest = 6;
    private readonly List<(int At, int Place)> _runs = [];

    /// <summary>Finds them.</summary>
    /// <param name="text">The bytes.</param>
    public WideText(ReadOnlySpan<char> text)
    {
        StringBuilder found = new();
        for (int at = 0; at < text.Length;)
        {
            int zero = text[at..].IndexOf('\0');
            if (zero < 0)
            {
                break;
            }

            at += zero;
            int start = at - 1;
            int length = 0;
            while (start >= 0 && start + (2 * length) + 1 < text.Length && IsPrintable(text[start + (2 * length)]) && text[start + (2 * length) + 1] == '\0')
            {
                length++;
            }

            if (length >= Shortest)
            {
                _runs.Add((found.Length, start));
                for (int i = 0; i < length; i++)
                {
                    found.Append(text[start + (2 * i)]);
                }

                found.Append('\n');
            }

            int zeros = text[at..].IndexOfAnyExcept('\0');
            at += length > 0 ? 2 * length : zeros < 0 ? text.Length : zeros;
        }

        Text = found.ToString();
    }

    /// <summary>The strings, each on a line.</summary>
    public string Text { get; }

    /// <summary>Where a place of <see cref="Text"/> is among the bytes.</summary>
    public int PlaceOf(int at)
    {
        int index = _runs.BinarySearch((at, 0), Comparer<(int At, int Place)>.Create((one, other) => one.At.CompareTo(other.At)));
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? 0 : _runs[index].Place + (2 * (at - _runs[index].At));
    }

    private static bool IsPrintable(char c) => c is (>= ' ' and <= '~') or '\t' or '\n' or '\r';
}
