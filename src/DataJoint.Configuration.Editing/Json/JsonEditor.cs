using System.Text;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Settings;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>Changes single settings in a JSON text and leaves everything else as it is: comments, order, layout, unknown keys.</summary>
internal static class JsonEditor
{
    /// <summary>Gives a setting a value.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="key">The full key; it may stand there flat, nested, or mixed.</param>
    /// <param name="json">The value as JSON.</param>
    /// <returns>The changed text.</returns>
    /// <exception cref="JsonEditFault">The text is not JSON.</exception>
    public static byte[] Set(byte[] bytes, string key, string json)
    {
        JsonObjectSpan root = Outline(bytes);
        var places = JsonKeyPlaces.Find(root, key);
        if (places.Winner is JsonMemberSpan member)
        {
            return Splice(bytes, member.ValueStart, member.ValueEnd, json);
        }

        return new JsonInsertion(bytes, root).Insert(places.Container, places.Depth, places.Rest, json);
    }

    /// <summary>Removes a setting, wherever it stands in the text; of a group or a store all that stands there.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="key">The full key.</param>
    /// <param name="removed">Whether it stood there.</param>
    /// <returns>The changed text.</returns>
    /// <exception cref="JsonEditFault">The text is not JSON.</exception>
    public static byte[] Unset(byte[] bytes, string key, out bool removed)
    {
        var places = JsonKeyPlaces.Find(Outline(bytes), key);
        List<(JsonObjectSpan Parent, int Index)> members = SettingGroup.Is(key) ? [.. places.Members, .. places.Parts] : places.Members;
        removed = members.Count > 0;
        return removed ? JsonRemoval.Remove(bytes, members) : bytes;
    }

    /// <summary>Whether a setting stands in the text, be it with the value null.</summary>
    public static bool Has(byte[] bytes, string key) => JsonKeyPlaces.Find(Outline(bytes), key).Members.Count > 0;

    /// <summary>The text of a setting, or null when it does not stand there or is not a text.</summary>
    public static string? FindText(byte[] bytes, string key) =>
        JsonKeyPlaces.Find(Outline(bytes), key).Winner is JsonMemberSpan member
        && bytes[member.ValueStart] == (byte)'"'
        && JsonStrings.TryDecode(bytes, new JsonToken(JsonTokenKind.String, member.ValueStart, member.ValueEnd), out string text, out _)
            ? text : null;

    /// <summary>Whether it is JSON in which a setting does not stand.</summary>
    public static bool IsWithout(byte[] bytes, string key) =>
        JsonOutline.TryRead(bytes, out JsonObjectSpan? root, out _) && JsonKeyPlaces.Find(root, key).Members.Count == 0;

    public static byte[] Splice(byte[] bytes, int start, int end, string text)
    {
        byte[] inserted = Encoding.UTF8.GetBytes(text);
        byte[] result = new byte[bytes.Length - (end - start) + inserted.Length];
        Buffer.BlockCopy(bytes, 0, result, 0, start);
        Buffer.BlockCopy(inserted, 0, result, start, inserted.Length);
        Buffer.BlockCopy(bytes, end, result, start + inserted.Length, bytes.Length - end);
        return result;
    }

    private static JsonObjectSpan Outline(byte[] bytes)
    {
        if (Utf8Text.FirstInvalid(bytes, 0) is int invalid and >= 0)
        {
            throw new JsonEditFault(new JsonFault(FileRules.NotUtf8, invalid, "the file is not UTF-8", "Save it as UTF-8."));
        }

        return JsonOutline.TryRead(bytes, out JsonObjectSpan? root, out JsonFault? fault) ? root : throw new JsonEditFault(fault);
    }
}
