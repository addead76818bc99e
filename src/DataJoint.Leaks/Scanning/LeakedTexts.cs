using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>The texts of what a scan found, for whoever takes them out of the history. Holds secrets: it shows none, and is no record.</summary>
internal sealed class LeakedTexts
{
    private readonly Dictionary<(string Rule, byte Check), HashSet<string>> _texts = [];

    /// <summary>Notes one.</summary>
    /// <param name="rule">What it is.</param>
    /// <param name="check">Eight bits of its hash.</param>
    /// <param name="text">It, one character for each byte.</param>
    public void Add(LeakRule rule, byte check, ReadOnlySpan<char> text)
    {
        if (!_texts.TryGetValue((rule.Id, check), out HashSet<string>? known))
        {
            _texts[(rule.Id, check)] = known = new HashSet<string>(StringComparer.Ordinal);
        }

        known.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.ToString())));
    }

    /// <summary>The texts that a leak may be.</summary>
    /// <param name="leak">The leak.</param>
    public IReadOnlyCollection<string> Find(Leak leak)
    {
        byte check = Convert.ToByte(leak.Trace[^2..], 16);
        return _texts.GetValueOrDefault((leak.Rule.Id, check)) ?? [];
    }

    /// <summary>Forgets all, before the next content.</summary>
    public void Clear() => _texts.Clear();
}
