using System.Globalization;
using System.Text;

namespace DataJoint.Configuration.Editing.Schema;

/// <summary>A JSON object that keeps the order of its members; enough of JSON to write a schema on every target.</summary>
internal sealed class SchemaNode
{
    private readonly List<KeyValuePair<string, object?>> _members = [];

    /// <summary>Adds a member: a text, a number, a boolean, null, a node, or a sequence of those.</summary>
    /// <returns>This node, to add more.</returns>
    public SchemaNode Add(string name, object? value)
    {
        _members.Add(new(name, value));
        return this;
    }

    /// <summary>The JSON text, indented by two spaces, with line feeds.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Write(text, this, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string word:
                WriteText(text, word);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case int number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case SchemaNode node:
                WriteList(text, node._members, "{}", depth, static (t, m, d) =>
                {
                    WriteText(t, m.Key);
                    t.Append(": ");
                    Write(t, m.Value, d);
                });
                break;
            case IEnumerable<object?> items:
                WriteList(text, [.. items], "[]", depth, Write);
                break;
            default:
                throw new ArgumentException("Not a JSON value.", nameof(value));
        }
    }

    private static void WriteList<T>(StringBuilder text, List<T> items, string brackets, int depth, Action<StringBuilder, T, int> write)
    {
        text.Append(brackets[0]);
        bool inline = typeof(T) == typeof(object) && items.TrueForAll(i => i is not SchemaNode);
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : inline ? ", " : ",");
            Break(text, inline, depth + 1);
            write(text, items[i], depth + 1);
        }

        Break(text, inline || items.Count == 0, depth);
        text.Append(brackets[1]);
    }

    private static void Break(StringBuilder text, bool inline, int depth)
    {
        if (!inline)
        {
            text.Append('\n').Append(' ', depth * 2);
        }
    }

    private static void WriteText(StringBuilder text, string word)
    {
        text.Append('"');
        foreach (char c in word)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                text.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
            }
            else
            {
                text.Append(c);
            }
        }

        text.Append('"');
    }
}
