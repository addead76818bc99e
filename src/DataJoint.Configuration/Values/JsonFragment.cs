namespace DataJoint.Configuration.Values;

/// <summary>A JSON value that the product passes on without reading it: a plug-in store's attribute, or a key below <c>custom</c>.</summary>
internal sealed class JsonFragment
{
    public JsonFragment(string json) => Json = json;

    public string Json { get; }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Json;

    public override bool Equals(object? obj) => obj is JsonFragment other && Json == other.Json;

    public override int GetHashCode() => Json.Length;
}
