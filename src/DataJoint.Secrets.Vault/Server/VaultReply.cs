using System.Text.Json;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>What Vault replied. It may hold secrets, so it is printed nowhere.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="root">The JSON; undefined when there was none.</param>
internal sealed class VaultReply(int status, JsonElement root)
{
    /// <summary>Ten years: whoever says more means for ever, and times can still be computed with it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    /// <summary>The member <c>data</c>; undefined when there is none.</summary>
    public JsonElement Data => Member(root, "data");

    /// <summary>What a login gives.</summary>
    public JsonElement Auth => Member(root, "auth");

    public string? LeaseId => Text(root, "lease_id");

    public TimeSpan LeaseDuration => Duration(root, "lease_duration");

    public bool IsRenewable => Flag(root, "renewable");

    /// <summary>Whether one of the errors says this. Errors are not shown: they may repeat what was sent.</summary>
    public bool Says(string phrase) => Texts(Member(root, "errors")).Any(error => error.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>A member of an object; undefined when there is none.</summary>
    public static JsonElement Member(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // A name that is compared with this one is no text: it has half a character.
            return default;
        }
    }

    public static string? Text(JsonElement element, string name) => TextOf(Member(element, name)) is { Length: > 0 } text ? text : null;

    /// <summary>A number of seconds, not below zero, and ten years at most; zero when it is none.</summary>
    public static TimeSpan Duration(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds)) : TimeSpan.Zero;

    public static bool Flag(JsonElement element, string name) => Member(element, name).ValueKind == JsonValueKind.True;

    public static IEnumerable<string> Texts(JsonElement array) =>
        array.ValueKind != JsonValueKind.Array ? [] : array.EnumerateArray().Select(TextOf).OfType<string>();

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // It has half a character.
            return null;
        }
    }
}
