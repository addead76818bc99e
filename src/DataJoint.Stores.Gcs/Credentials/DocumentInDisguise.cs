using System.Text;

namespace DataJoint.Stores.Gcs.Credentials;

/// <summary>Recognises credential documents that CI systems and shells have wrapped. Each would be taken for the path of a file, and the message would show it.</summary>
internal static class DocumentInDisguise
{
    /// <summary>What the text is, or <see langword="null"/>: a document, or a path.</summary>
    public static string? Find(string text)
    {
        string trimmed = text.Trim();
        return IsDocument(trimmed.Trim('"', '\'')) && !IsDocument(trimmed) ? "a document in quotes"
            : IsDocument(Decode(trimmed.Trim('"', '\''))) ? "a document in Base64"
            : null;
    }

    private static bool IsDocument(string text) => text.TrimStart().StartsWith('{');

    private static string Decode(string text)
    {
        string joined = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).TrimEnd('=').Replace('-', '+').Replace('_', '/');
        joined = joined.PadRight((joined.Length + 3) / 4 * 4, '=');
        byte[] bytes = new byte[joined.Length];
        return joined.Length >= 8 && Convert.TryFromBase64String(joined, bytes, out int count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
    }
}
