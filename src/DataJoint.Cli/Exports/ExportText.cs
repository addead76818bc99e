using System.Globalization;
using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Exports;

/// <summary>What the formats have in common: the text of a variable, and the refusal of one that a format cannot express.</summary>
internal static class ExportText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a variable that is resolved.</summary>
    /// <exception cref="CommandException">It is not well-formed, so that no file or environment can hold it.</exception>
    public static string Get(SettingVariable variable) =>
        IsWellFormed(variable.Text!) ? variable.Text! : throw CreateException(variable, "it holds half of a surrogate pair, which is not Unicode text");

    /// <summary>Refuses a secret that is to be read from a file of its own, where such a file would give another text.</summary>
    public static void CheckFile(SettingVariable variable)
    {
        if (!SecretFileText.Fits(variable))
        {
            throw CreateException(variable, SecretFileText.Objection);
        }
    }

    /// <summary>What is thrown where a format cannot express a value.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="why">The reason, without the value.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public static CommandException CreateException(SettingVariable variable, string why, string? hint = null) =>
        new(ExitCode.Failure, $"{Display.Sanitize(variable.Key ?? variable.Name)} ({variable.Name}) cannot be exported: {why}", hint);

    /// <summary>The number of a character in hexadecimal, with at least so many digits.</summary>
    public static string Hex(int number, int digits) => number.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool IsWellFormed(string text)
    {
        try
        {
            return Strict.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
