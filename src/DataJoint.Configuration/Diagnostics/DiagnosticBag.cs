namespace DataJoint.Configuration.Diagnostics;

/// <summary>Collects diagnostics. A source that repeats one mistake thousands of times gets a summary instead of as many diagnostics.</summary>
internal sealed class DiagnosticBag
{
    private const int MaxOfAKind = 1000;
    private readonly List<Diagnostic> _items = [];
    private Dictionary<(DiagnosticRule Rule, string Source), int>? _counts;

    public int Count => _items.Count;

    /// <summary>False when so many of this kind came from this source that composing another one is pointless; the count goes on.</summary>
    public bool Wants(DiagnosticRule rule, string source)
    {
        if (_items.Count < MaxOfAKind && _counts is null)
        {
            return true;
        }

        _counts ??= [];
        _counts.TryGetValue((rule, source), out int count);
        _counts[(rule, source)] = count + 1;
        return count < MaxOfAKind;
    }

    public void Add(DiagnosticRule rule, string message, string? hint = null, Origin? origin = null, Excerpt? excerpt = null) =>
        _items.Add(new Diagnostic(rule, message, hint, origin, excerpt));

    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    /// <summary>Everything found; in strict mode every warning as an error.</summary>
    public IReadOnlyList<Diagnostic> ToList(bool strict)
    {
        if (_counts is not null)
        {
            foreach (KeyValuePair<(DiagnosticRule Rule, string Source), int> pair in _counts)
            {
                if (pair.Value > MaxOfAKind)
                {
                    Add(pair.Key.Rule, $"{pair.Value - MaxOfAKind} more of the same kind", null, new Origin(pair.Key.Source));
                }
            }

            _counts = null;
        }

        if (_items.Count == 0)
        {
            return [];
        }

        return strict ? _items.ConvertAll(d => d.AsStrict()) : _items.ToArray();
    }
}
