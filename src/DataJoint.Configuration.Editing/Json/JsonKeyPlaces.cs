using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>Where a key stands in a JSON text, or where it would belong.</summary>
internal sealed class JsonKeyPlaces
{
    private readonly string _key;

    private JsonKeyPlaces(JsonObjectSpan root, string key)
    {
        _key = key;
        Container = root;
        Rest = key;
    }

    /// <summary>Every member that stands for the key, in the order of the text.</summary>
    public List<(JsonObjectSpan Parent, int Index)> Members { get; } = [];

    /// <summary>Every member further down that stands for a part of the key, when it is a group's: <c>database.tls.ca</c> of <c>database.tls</c>.</summary>
    public List<(JsonObjectSpan Parent, int Index)> Parts { get; } = [];

    /// <summary>The innermost object that the key belongs to.</summary>
    public JsonObjectSpan Container { get; private set; }

    /// <summary>How many objects stand around <see cref="Container"/>'s members.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>The key within <see cref="Container"/>.</summary>
    public string Rest { get; private set; }

    /// <summary>The member whose value counts: the last that is not null, else the last.</summary>
    public JsonMemberSpan? Winner
    {
        get
        {
            JsonMemberSpan? found = null;
            foreach ((JsonObjectSpan parent, int index) in Members)
            {
                JsonMemberSpan member = parent.Members[index];
                found = found is null || !member.IsNull || found.IsNull ? member : found;
            }

            return found;
        }
    }

    public static JsonKeyPlaces Find(JsonObjectSpan root, string key)
    {
        JsonKeyPlaces places = new(root, key);
        places.Visit(root, key, depth: 1);
        return places;
    }

    private void Visit(JsonObjectSpan parent, string rest, int depth)
    {
        for (int i = 0; i < parent.Members.Count; i++)
        {
            JsonMemberSpan member = parent.Members[i];
            if (member.Name == rest)
            {
                Members.Add((parent, i));
            }
            else if (member.Name.Length > rest.Length && member.Name[rest.Length] == '.' && member.Name.StartsWith(rest, StringComparison.Ordinal))
            {
                Parts.Add((parent, i));
            }
            else if (member.Object is not null && rest.Length > member.Name.Length + 1 && rest[member.Name.Length] == '.'
                && rest.StartsWith(member.Name, StringComparison.Ordinal))
            {
                string inner = rest.Substring(member.Name.Length + 1);
                if (inner.Length <= Rest.Length && _key.EndsWith(inner, StringComparison.Ordinal))
                {
                    (Container, Rest, Depth) = (member.Object, inner, depth + 1);
                }

                Visit(member.Object, inner, depth + 1);
            }
        }
    }
}
