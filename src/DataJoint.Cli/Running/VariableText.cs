using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Running;

/// <summary>The text of a file of variables.</summary>
internal static class VariableText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes it: UTF-8, without a byte order mark, with the line ends of Unix, as readers of .env files take it.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="shown">The file as messages show it.</param>
    /// <param name="keepsLineEnds">Whether the line ends of Windows stay.</param>
    /// <exception cref="CommandException">It is not UTF-8, or holds a NUL character.</exception>
    public static string Decode(byte[] bytes, string shown, bool keepsLineEnds = false)
    {
        try
        {
            string text = Strict.GetString(bytes).TrimStart('\uFEFF');
            return !text.Contains('\0', StringComparison.Ordinal)
                ? keepsLineEnds ? text : text.Replace("\r\n", "\n", StringComparison.Ordinal)
                : throw CommandException.UsageError($"{shown} holds a NUL character, so it is not a text file");
        }
        catch (DecoderFallbackException)
        {
            throw CommandException.UsageError($"{shown} is not UTF-8", "save it as UTF-8");
        }
    }
}
