namespace DataJoint.Configuration.Editing.Python;

/// <summary>A JSON value as Python's <c>json</c> module gives it. May hold a secret, so it has no text form of its own.</summary>
internal sealed class PythonNode
{
    private readonly List<KeyValuePair<string, PythonNode>> _members = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public PythonNode(PythonNodeKind kind, string text, int line)
    {
        Kind = kind;
        Text = text;
        Line = line;
    }

    public PythonNodeKind Kind { get; }

    /// <summary>The decoded text, the literal, or for a list its JSON.</summary>
    public string Text { get; }

    /// <summary>The line that it starts in, from 1.</summary>
    public int Line { get; }

    /// <summary>The members of a dictionary in Python's order: a repeated key keeps its first place and has its last value.</summary>
    public IReadOnlyList<KeyValuePair<string, PythonNode>> Members => _members;

    /// <summary>Whether a name in it, however deep, tells of a credential.</summary>
    public bool NamesSecret { get; set; }

    public void Put(string key, PythonNode value)
    {
        NamesSecret |= value.NamesSecret || StoreCatalogue.IsSecret(key);
        if (_places.TryGetValue(key, out int place))
        {
            _members[place] = new(key, value);
        }
        else
        {
            _places.Add(key, _members.Count);
            _members.Add(new(key, value));
        }
    }

    public bool Contains(string key) => _places.ContainsKey(key);

    public PythonNode? Find(string key) => _places.TryGetValue(key, out int place) ? _members[place].Value : null;
}
