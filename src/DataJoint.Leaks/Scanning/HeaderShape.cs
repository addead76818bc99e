using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary><c>Authorization: Basic …</c> and <c>Bearer …</c>, <c>token …</c></summary>
internal sealed class HeaderShape : IShape
{
    private const int Shortest = 20;
    private const int LongestGap = 24;
    private static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    public IReadOnlyList<string> Needles { get; } = ["basic ", "bearer ", "token ", "api-key: "];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        bool isBasic = passage.Text[at] is 'b' or 'B' && passage.Text[at + 1] is 'a' or 'A';
        bool isToken = passage.Text[at] is 't' or 'T';
        bool isKey = passage.Text[at + 1] is 'p' or 'P';
        if (isKey && !passage.IsInString(at))
        {
            return; // what is no header, an assignment tells
        }

        if (isToken && !passage.Text[Math.Max(0, at - LongestGap)..at].Contains("authorization", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        int start = at + (isBasic ? "Basic " : isToken ? "token " : isKey ? "api-key: " : "Bearer ").Length;
        ReadOnlySpan<char> rest = passage.Text.Slice(start, Math.Min(4096, passage.Text.Length - start));
        int length = rest.IndexOfAnyExcept(Token);
        ReadOnlySpan<char> value = length < 0 ? rest : rest[..length];
        bool isReal = isBasic
            ? BasicPair.TryRead(value, out string password) && SecretText.IsPlausible(password, NameKind.Password, isQuoted: true)
            : value.Length >= Shortest && value.ContainsAnyInRange('0', '9') && TokenShape.IsReal(value) && SecretText.IsPlausible(value, NameKind.Token, isQuoted: true);
        if (isReal)
        {
            found.Add(new Match(LeakRules.HttpHeader, at, start, start + value.Length));
        }
    }
}
