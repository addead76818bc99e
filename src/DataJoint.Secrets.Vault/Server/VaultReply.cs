using System.Text.Json;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>What Vault replied. It may hold secrets, so it is printed nowhere.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="root">The JSON; undefined when there was none.</param>
internal sealed class VaultReply(int status, JsonElement root)
{
    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    /// <summary>The member <c>data</c>; undefined when there is none.</summary>
    public JsonElement Data => Member(root, "data");

    /// <summary>What a login gives.</summary>
    public JsonElement Auth => Member(root, "auth");

    public string? LeaseId => Text(root, "lease_id");

    public long LeaseDuration => Number(root, "lease_duration");

    public bool IsRenewable => Flag(root, "renewable");

    /// <summary>Whether one of the errors says this. Errors are not shown: they may repeat what was sent.</summary>
    public bool Says(string phrase) => Texts(Member(root, "errors")).Any(error => error.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>A member of an object; undefined when there is none.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    public static long Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : 0;

    public static bool Flag(JsonElement element, string name) => Member(element, name).ValueKind == JsonValueKind.True;

    public static IEnumerable<string> Texts(JsonElement array) =>
        array.ValueKind != JsonValueKind.Array ? [] : array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
}
