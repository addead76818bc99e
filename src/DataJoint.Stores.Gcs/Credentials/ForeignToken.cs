namespace DataJoint.Stores.Gcs.Credentials;

/// <summary>Recognises what <c>token</c> may be for gcsfs, the library of Python programs, and not here. Each would be taken for the path of a file.</summary>
internal static class ForeignToken
{
    private static readonly string[] Words = ["anon", "browser", "cache", "cloud", "google_default"];

    /// <summary>What the text is, without showing a token; <see langword="null"/>: a document or a path.</summary>
    public static string? Find(string text) =>
        text.StartsWith("ya29.", StringComparison.Ordinal) ? "an access token, which is good for an hour"
        : Array.IndexOf(Words, text) >= 0 ? $"the word {text} of gcsfs"
        : null;
}
