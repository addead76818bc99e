namespace DataJoint.Configuration.Values;

/// <summary>Which texts hold a credential by their looks, whatever they are called: a connection string, a signed URL, a private key.</summary>
internal static class SecretShape
{
    private const string PemStart = "-----BEGIN ";

    /// <summary>The assignments that give a credential; what lies before one must end a word.</summary>
    private static readonly string[] Assignments = ["AccountKey=", "SharedAccessKey=", "SharedAccessSignature=", "sig=", "Password=", "Pwd="];

    /// <summary>Whether a text holds one.</summary>
    public static bool Tells(string text)
    {
        foreach (string assignment in Assignments)
        {
            for (int at = Find(text, assignment, 0); at >= 0; at = Find(text, assignment, at + 1))
            {
                int end = at + assignment.Length;
                if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && end < text.Length && !(text[end] is ';' or '&' or '"' or '$' || char.IsWhiteSpace(text[end])))
                {
                    return true;
                }
            }
        }

        int pem = text.IndexOf(PemStart, StringComparison.Ordinal);
        return pem >= 0 && !IsPublic(text.Substring(pem + PemStart.Length));
    }

    private static bool IsPublic(string label) =>
        label.StartsWith("CERTIFICATE", StringComparison.Ordinal) || label.StartsWith("PUBLIC KEY", StringComparison.Ordinal);

    private static int Find(string text, string word, int start) => text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase);
}
