using System.Text;

namespace DataJoint.Cli.Exports;

/// <summary>Texts as YAML has them, in double quotes, so that every reader of YAML 1.1 and 1.2 takes them for text.</summary>
internal static class YamlText
{
    /// <summary>The text in double quotes.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append((char)rune.Value),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < 0x20 or 0x7F => quoted.Append("\\x").Append(ExportText.Hex(rune.Value, 2)),
                < 0x7F => quoted.Append((char)rune.Value),
                <= 0xFFFF when !IsPlain(rune) => quoted.Append("\\u").Append(ExportText.Hex(rune.Value, 4)),
                > 0xFFFF => quoted.Append("\\U").Append(ExportText.Hex(rune.Value, 8)),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune) || Rune.IsPunctuation(rune);
}
