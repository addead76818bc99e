using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Trust;

/// <summary>A store's <c>token</c> at Google, as far as it decides whose credential it is.</summary>
internal static class GoogleDocument
{
    // The kinds that hold their credential themselves: https://google.aip.dev/auth/4110.
    private static readonly string[] SelfContained = ["service_account", "authorized_user"];

    /// <summary>Whether it is the path of a document.</summary>
    public static bool IsPath(string token) => !token.TrimStart().StartsWith("{", StringComparison.Ordinal);

    /// <summary>
    /// Whether it leads to a credential of somebody else than who wrote it: a path to a file of the user's, federation to a file or an address of the machine's,
    /// and whatever is not known.
    /// </summary>
    public static bool LeadsElsewhere(string token)
    {
        byte[] bytes = Utf8Text.Encode(token.Trim());
        JsonLexer lexer = new(bytes, 0);
        _ = lexer.Next();
        return IsPath(token) || Array.IndexOf(SelfContained, FindType(bytes, lexer)) < 0;
    }

    /// <summary>The last <c>type</c> of the object itself, as readers of JSON take it.</summary>
    private static string? FindType(byte[] bytes, JsonLexer lexer)
    {
        string? type = null;
        int depth = 1;
        for (JsonToken token = lexer.Next(); depth > 0 && token.Kind is not (JsonTokenKind.End or JsonTokenKind.Fault); token = lexer.Next())
        {
            depth += token.Kind switch
            {
                JsonTokenKind.ObjectStart or JsonTokenKind.ArrayStart => 1,
                JsonTokenKind.ObjectEnd or JsonTokenKind.ArrayEnd => -1,
                _ => 0,
            };
            if (depth == 1 && token.Kind == JsonTokenKind.String && lexer.Peek().Kind == JsonTokenKind.Colon && IsText(bytes, token, "type"))
            {
                lexer.Next();
                JsonToken value = lexer.Peek();
                type = value.Kind == JsonTokenKind.String && JsonStrings.TryDecode(bytes, value, out string text, out _) ? text : null;
            }
        }

        return type;
    }

    private static bool IsText(byte[] bytes, JsonToken token, string expected) =>
        JsonStrings.TryDecode(bytes, token, out string text, out _) && text == expected;
}
