using System.Buffers;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>What may be shown of a match: the name before it, and the mask. What else is on the line may be secret, too.</summary>
internal static class ExcerptOf
{
    private const int LongestName = 60;
    private const int LongestGap = 12;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("\"'`\\ =:>([]?|,@");

    public static string Match(ReadOnlySpan<char> text, Match match, KnownValues known)
    {
        ReadOnlySpan<char> before = text[match.Start..match.SecretStart];
        int length = before.IndexOfAnyExcept(NameCharacters);
        length = length < 0 ? before.Length : length;
        string name = known.Mask(before[..length]);
        name = name[..Math.Min(name.Length, LongestName)];
        ReadOnlySpan<char> gap = before[length..];
        bool isShown = gap.Length <= LongestGap && gap.IndexOfAnyExcept(Punctuation) < 0;
        string shown = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes($"{name}{(isShown ? gap : default)}"));
        return Display.Sanitize(shown) + (isShown ? "" : "…") + Secret.Mask;
    }
}
