using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Signatures of shared access (<c>sig=</c> beside <c>sv=</c>), and client secrets of Entra ID.</summary>
internal sealed class AzureShape : IShape
{
    private const int Reach = 600;
    private const int ShortestSignature = 40;
    private static readonly SearchValues<char> Signature = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+/=");

    public IReadOnlyList<string> Needles { get; } = ["sig=", "7q~", "8q~"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        if (passage.Text[at] is '7' or '8')
        {
            FindClientSecret(passage.Text, at, found);
            return;
        }

        int start = at + "sig=".Length;
        ReadOnlySpan<char> rest = passage.Text[start..];
        int length = rest[..Math.Min(rest.Length, 200)].IndexOfAnyExcept(Signature);
        length = length < 0 ? Math.Min(rest.Length, 200) : length;
        ReadOnlySpan<char> around = passage.Text[Math.Max(0, at - Reach)..Math.Min(passage.Text.Length, start + Reach)];
        if (length >= ShortestSignature && (around.Contains("sv=20", StringComparison.Ordinal) || around.Contains("se=", StringComparison.Ordinal)) && TokenShape.IsReal(rest[..length]))
        {
            found.Add(new Match(LeakRules.AzureKey, at, start, start + length));
        }
    }

    /// <summary>Three characters, <c>8Q~</c>, and 34 more.</summary>
    private static void FindClientSecret(ReadOnlySpan<char> text, int at, List<Match> found)
    {
        const int Before = 3;
        const int Length = 40;
        int start = at - Before;
        if (start < 0 || start + Length > text.Length || text[at + 1] != 'Q')
        {
            return;
        }

        ReadOnlySpan<char> whole = text.Slice(start, Length);
        bool isAlone = (start == 0 || !TokenForm.EntraCharacters.Contains(text[start - 1]))
            && (start + Length == text.Length || !TokenForm.EntraCharacters.Contains(text[start + Length]));
        if (isAlone && whole.IndexOfAnyExcept(TokenForm.EntraCharacters) < 0 && TokenShape.IsReal(whole))
        {
            found.Add(new Match(LeakRules.AzureKey, start, start, start + Length));
        }
    }
}
