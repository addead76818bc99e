using System.Text;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>Values that belong into one object of a JSON file, so that many of them can be written in one edit.</summary>
internal sealed class JsonBranch
{
    private readonly List<KeyValuePair<string, JsonBranch>> _children = [];
    private readonly Dictionary<string, JsonBranch> _byName = new(StringComparer.Ordinal);
    private string? _json;

    public bool IsEmpty => _children.Count == 0 && _json is null;

    /// <summary>Enters a value below this branch.</summary>
    public void Add(IEnumerable<string> path, string json)
    {
        JsonBranch branch = this;
        foreach (string name in path)
        {
            if (!branch._byName.TryGetValue(name, out JsonBranch? child))
            {
                child = new JsonBranch();
                branch._byName.Add(name, child);
                branch._children.Add(new(name, child));
            }

            branch = child;
        }

        branch._json = json;
    }

    /// <summary>Writes the branch into a text: as a whole where nothing of it is there, else each part of it.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="key">The full key of this branch.</param>
    /// <param name="step">The indentation of one level.</param>
    /// <param name="depth">How many levels this branch's members are indented.</param>
    /// <returns>The changed text.</returns>
    public byte[] Write(byte[] bytes, string key, string step, int depth)
    {
        if (_json is not null && _children.Count == 0)
        {
            return JsonEditor.Set(bytes, key, _json);
        }

        if (!JsonEditor.Has(bytes, key))
        {
            return JsonEditor.Set(bytes, key, Compose(step, depth));
        }

        foreach (KeyValuePair<string, JsonBranch> child in Members())
        {
            bytes = child.Value.Write(bytes, $"{key}.{child.Key}", step, depth + 1);
        }

        return bytes;
    }

    /// <summary>The members to write. A name that has both a value and values below it gets the latter as keys with dots, which mean the same.</summary>
    private IEnumerable<KeyValuePair<string, JsonBranch>> Members()
    {
        foreach (KeyValuePair<string, JsonBranch> child in _children)
        {
            if (child.Value._json is null || child.Value._children.Count == 0)
            {
                yield return child;
                continue;
            }

            yield return new(child.Key, new JsonBranch { _json = child.Value._json });
            foreach (KeyValuePair<string, JsonBranch> inner in child.Value.Members())
            {
                yield return new($"{child.Key}.{inner.Key}", inner.Value);
            }
        }
    }

    private string Compose(string step, int depth)
    {
        StringBuilder text = new();
        Compose(text, step, depth);
        return text.ToString();
    }

    private void Compose(StringBuilder text, string step, int depth)
    {
        if (_children.Count == 0)
        {
            text.Append(_json);
            return;
        }

        text.Append('{');
        string separator = "\n";
        foreach (KeyValuePair<string, JsonBranch> child in Members())
        {
            text.Append(separator);
            Indent(text, step, depth + 1);
            text.Append(JsonStrings.Encode(child.Key)).Append(": ");
            child.Value.Compose(text, step, depth + 1);
            separator = ",\n";
        }

        text.Append('\n');
        Indent(text, step, depth);
        text.Append('}');
    }

    private static void Indent(StringBuilder text, string step, int depth)
    {
        for (int i = 0; i < depth; i++)
        {
            text.Append(step);
        }
    }
}
