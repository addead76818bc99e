using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Several names that are given values at once: <c>user, password = "ana", "…"</c></summary>
internal static class ParallelAssignment
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_., ");

    /// <summary>Reads the value of one of the names.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="name">Where the name is.</param>
    /// <param name="value">Where its value is, within quotes.</param>
    public static bool TryRead(in Passage passage, (int Start, int End) name, out (int Start, int End) value)
    {
        value = default;
        ReadOnlySpan<char> before = passage.Text[passage.ContentStart(name.Start)..name.Start];
        ReadOnlySpan<char> rest = passage.Text[name.End..passage.LineEnd(name.End)];
        int equals = rest.IndexOf('=');
        if (passage.Kind != TextKind.Code || equals < 0 || rest[..equals].TrimEnd(":").IndexOfAnyExcept(NameCharacters) >= 0 || before.IndexOfAnyExcept(NameCharacters) >= 0)
        {
            return false;
        }

        int index = before.Count(',');
        if (index + rest[..equals].Count(',') == 0 || rest[(equals + 1)..].StartsWith("="))
        {
            return false;
        }

        int escape = rest.IndexOf("\\n");
        Passage line = new(passage.Text[..(name.End + (escape < 0 ? rest.Length : escape))], passage.Traits);
        List<(int Start, int End)> values = ArgumentList.Read(line, name.End + equals + 1, index + 1);
        value = index < values.Count ? values[index] : default;
        return value.End > value.Start;
    }
}
