namespace DataJoint.Configuration;

/// <summary>A JSON value as Python's <c>json</c> module gives it. May hold a secret, so it has no text form of its own.</summary>
internal sealed class PythonNode
{
    internal PythonNode(PythonNodeKind kind, string text, int line)
    {
        Kind = kind;
        Text = text;
        Line = line;
    }

    internal PythonNodeKind Kind { get; }

    /// <summary>The decoded text, the literal, or for a list its JSON.</summary>
    internal string Text { get; }

    /// <summary>The line that it starts in, from 1.</summary>
    internal int Line { get; }

    /// <summary>The members of a dictionary in Python's order: a repeated key keeps its first place and has its last value.</summary>
    internal List<KeyValuePair<string, PythonNode>> Members { get; } = [];

    internal void Put(string key, PythonNode value)
    {
        int index = Members.FindIndex(m => m.Key == key);
        if (index < 0)
        {
            Members.Add(new(key, value));
        }
        else
        {
            Members[index] = new(key, value);
        }
    }

    internal PythonNode? Find(string key)
    {
        int index = Members.FindIndex(m => m.Key == key);
        return index < 0 ? null : Members[index].Value;
    }
}
