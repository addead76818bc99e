using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary><c>IDENTIFIED [WITH plugin] BY '…'</c></summary>
internal sealed class SqlShape : IShape
{
    private const int Reach = 80;

    public IReadOnlyList<string> Needles { get; } = ["identified "];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> rest = passage.Text.Slice(at, Math.Min(Reach, passage.Text.Length - at));
        if (passage.Kind == TextKind.Prose && rest[0] != 'I')
        {
            return; // "identified by", in a sentence
        }

        int by = rest.IndexOf("by", StringComparison.OrdinalIgnoreCase);
        int quote = by < 0 ? -1 : rest[by..].IndexOfAny('\'', '"');
        if (quote < 0 || rest.Slice(by + 2, quote - 2).Trim(" \\").Length > 0)
        {
            return;
        }

        int start = at + by + quote + 1;
        ReadOnlySpan<char> value = passage.Text.Slice(start, Math.Min(256, passage.Text.Length - start));
        int end = value.IndexOf(passage.Text[start - 1]);
        value = end < 0 ? [] : value[..end].TrimEnd('\\');
        if (SecretText.IsPlausible(value, NameKind.Password, isQuoted: true))
        {
            found.Add(new Match(LeakRules.SqlPassword, at, start, start + value.Length));
        }
    }
}
