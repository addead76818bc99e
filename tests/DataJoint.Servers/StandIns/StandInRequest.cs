namespace DataJoint.Servers;

/// <summary>What a stand-in was asked.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Target">Path and query, as they came.</param>
/// <param name="Headers">The names do not depend on case.</param>
/// <param name="Body">As UTF-8.</param>
public sealed record StandInRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The path, decoded, with its leading slash.</summary>
    public string Path => Uri.UnescapeDataString(Target.Split('?')[0]);

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A query parameter's value, or null.</summary>
    public string? Query(string name) => (Target.Split('?', 2) is [_, string query] ? query : "").Split('&')
        .Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => Uri.UnescapeDataString(pair[0]) == name) is { } found
        ? Uri.UnescapeDataString(found.Length > 1 ? found[1] : "") : null;
}
