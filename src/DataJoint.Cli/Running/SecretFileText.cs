using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>What a file for a <c>_FILE</c> variable can hold: whoever reads it takes off white space at its ends, and wants one line but for documents.</summary>
internal static class SecretFileText
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Refuses what would be read back as something else.</summary>
    /// <exception cref="CommandException">It would; the message never holds the text.</exception>
    public static void Check(SettingVariable variable)
    {
        string text = variable.Text!;
        string? objection = text.Trim().Length < text.Length ? "has white space at its beginning or end"
            : text.AsSpan().IndexOfAny('\n', '\r') >= 0 && !IsDocument(variable) ? "has several lines"
            : Encoding.UTF8.GetByteCount(text) > MaxBytes ? "is larger than 64 KiB"
            : null;
        if (objection is not null)
        {
            throw new CommandException(
                ExitCode.Failure, $"--files: {Display.Sanitize(variable.Key ?? variable.Name)} {objection}, which a file for {variable.Name}_FILE cannot hold",
                "omit --files: as a variable it is passed on as it is");
        }
    }

    private static bool IsDocument(SettingVariable variable) =>
        variable.IsGroup || variable.Text![0] == '{' || variable.Text.StartsWith("-----BEGIN", StringComparison.Ordinal)
        || (SettingKey.Find(variable.Key ?? "")?.Attribute is string attribute && StoreCatalogue.AllAttributes.Any(a => a.Name == attribute && a.IsDocument));
}
