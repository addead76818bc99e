namespace DataJoint.Operations.Keys;

/// <summary>A key in messages: the end of its id, by which people find it in a list. The whole id is half of a credential.</summary>
internal static class KeyName
{
    private const int ShortestId = 16;
    private const int Shown = 4;

    /// <param name="id">The id; empty for a credential without one.</param>
    /// <param name="which">Which key it is: <c>new</c>, <c>former</c>.</param>
    public static string Describe(string id, string which) => id.Length < ShortestId ? $"the {which} key" : $"the {which} key …{Configuration.Display.Sanitize(id[^Shown..])}";
}
