using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>Adds a member to an object in the style of those that are there.</summary>
internal sealed class JsonInsertion
{
    private readonly byte[] _bytes;
    private readonly JsonObjectSpan _root;
    private readonly JsonLayout _layout;

    public JsonInsertion(byte[] bytes, JsonObjectSpan root)
    {
        _bytes = bytes;
        _root = root;
        _layout = new JsonLayout(bytes, root);
    }

    /// <summary>Adds a member.</summary>
    /// <param name="container">The object that it belongs to.</param>
    /// <param name="depth">How deep its members are.</param>
    /// <param name="rest">The key within the object.</param>
    /// <param name="json">The value as JSON.</param>
    /// <returns>The changed text.</returns>
    public byte[] Insert(JsonObjectSpan container, int depth, string rest, string json)
    {
        if (container.Members.Count == 0)
        {
            return IntoEmpty(container, depth, rest, json);
        }

        JsonMemberSpan neighbour = Neighbour(container, rest);
        bool ownLines = _layout.HasLineBreak(container.Start, container.Members[0].NameStart);
        string indent = _layout.StartsLine(neighbour.NameStart) ? _layout.IndentOf(neighbour.NameStart) : Repeat(depth);
        string member = Compose(container, rest, json, indent, ownLines);
        return ownLines ? Below(neighbour, indent, member) : Behind(neighbour, member);
    }

    /// <summary>The member behind which the new one goes: the last of the same group, else the last.</summary>
    private static JsonMemberSpan Neighbour(JsonObjectSpan container, string rest)
    {
        int dot = rest.IndexOf('.');
        string group = dot < 0 ? "" : rest.Substring(0, dot + 1);
        JsonMemberSpan? found = dot < 0
            ? null
            : container.Members.LastOrDefault(m => m.Name.StartsWith(group, StringComparison.Ordinal));
        return found ?? container.Members[container.Members.Count - 1];
    }

    /// <summary>On the line below the neighbour and what comments it.</summary>
    private byte[] Below(JsonMemberSpan neighbour, string indent, string member)
    {
        string newLine = _layout.NewLine + indent;
        int behind = neighbour.Comma < 0 ? neighbour.ValueEnd : neighbour.Comma + 1;
        int lineEnd = _layout.LineEnd(behind);
        bool restIsTrivia = _layout.IsTrivia(behind, lineEnd);
        if (neighbour.Comma >= 0)
        {
            int at = restIsTrivia ? lineEnd : behind;
            return JsonEditor.Splice(_bytes, at, at, newLine + member + ",");
        }

        if (!restIsTrivia)
        {
            return JsonEditor.Splice(_bytes, behind, behind, "," + newLine + member);
        }

        byte[] withMember = JsonEditor.Splice(_bytes, lineEnd, lineEnd, newLine + member);
        return JsonEditor.Splice(withMember, behind, behind, ",");
    }

    /// <summary>On the same line.</summary>
    private byte[] Behind(JsonMemberSpan neighbour, string member) =>
        neighbour.Comma >= 0
            ? JsonEditor.Splice(_bytes, neighbour.Comma + 1, neighbour.Comma + 1, " " + member + ",")
            : JsonEditor.Splice(_bytes, neighbour.ValueEnd, neighbour.ValueEnd, ", " + member);

    private byte[] IntoEmpty(JsonObjectSpan container, int depth, string rest, string json)
    {
        string indent = Repeat(depth);
        string outer = Repeat(depth - 1);
        string member = Compose(container, rest, json, indent, ownLines: true);
        if (_layout.IsBlank(container.Start + 1, container.Close) || IsOnlyLineBreaks(container))
        {
            return JsonEditor.Splice(_bytes, container.Start + 1, container.Close, _layout.NewLine + indent + member + _layout.NewLine + outer);
        }

        // Only comments inside: the member goes below them, on a line of its own.
        bool closesOnOwnLine = _layout.StartsLine(container.Close);
        int at = closesOnOwnLine ? _layout.LineStart(container.Close) : container.Close;
        string before = closesOnOwnLine ? "" : _layout.NewLine;
        string after = closesOnOwnLine ? _layout.NewLine : _layout.NewLine + outer;
        return JsonEditor.Splice(_bytes, at, at, before + indent + member + after);
    }

    private bool IsOnlyLineBreaks(JsonObjectSpan container)
    {
        for (int i = container.Start + 1; i < container.Close; i++)
        {
            if (!(_bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The member's text. Stores are nested, since datajoint-python reads them only so; other keys stay flat.</summary>
    private string Compose(JsonObjectSpan container, string rest, string json, string indent, bool ownLines)
    {
        string[] names = IsStorePath(container, rest) ? rest.Split(['.'], StoreParts(container)) : [rest];
        string text = JsonStrings.Encode(names[names.Length - 1]) + ": " + json;
        for (int i = names.Length - 2; i >= 0; i--)
        {
            string inner = indent + Repeat(i + 1);
            string outer = indent + Repeat(i);
            text = ownLines
                ? $"{JsonStrings.Encode(names[i])}: {{{_layout.NewLine}{inner}{text}{_layout.NewLine}{outer}}}"
                : $"{JsonStrings.Encode(names[i])}: {{ {text} }}";
        }

        return text;
    }

    private bool IsStorePath(JsonObjectSpan container, string rest)
    {
        if (!ReferenceEquals(container, _root))
        {
            // Inside "stores" the rest is a store's name and an attribute; inside a store it is the attribute.
            return _root.Members.Any(m => m.Name == "stores" && ReferenceEquals(m.Object, container)) && rest.IndexOf('.') >= 0;
        }

        return rest.StartsWith("stores.", StringComparison.Ordinal)
            && !_root.Members.Any(m => m.Name.StartsWith("stores.", StringComparison.Ordinal) && m.Object is null);
    }

    private int StoreParts(JsonObjectSpan container) => ReferenceEquals(container, _root) ? 3 : 2;

    private string Repeat(int levels) => string.Concat(Enumerable.Repeat(_layout.Step, levels));
}
