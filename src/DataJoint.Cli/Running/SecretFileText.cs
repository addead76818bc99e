using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Running;

/// <summary>What a file for a <c>_FILE</c> variable can hold: whoever reads it takes off white space at its ends, and wants one line but for documents.</summary>
internal static class SecretFileText
{
    /// <summary>Why a file gives another text.</summary>
    public const string Objection = "a file gives its text without the white space around it, and a credential there is one line of at most 64 KiB";

    /// <summary>Whether a file of its own gives exactly the text of a secret; one that was not asked for is taken to fit.</summary>
    public static bool Fits(SettingVariable variable) => variable.Text is not string text || (variable.IsGroup
        ? Encoding.UTF8.GetByteCount(text) <= ProjectEditor.MaxSecretBytes
        : ProjectEditor.FitsSecretFile(variable.Key!, new Secret(text)));

    /// <summary>Refuses what would be read back as something else.</summary>
    /// <exception cref="CommandException">It would; the message never holds the text.</exception>
    public static void Check(SettingVariable variable)
    {
        if (!Fits(variable))
        {
            throw new CommandException(
                ExitCode.Failure, $"--files: {Display.Sanitize(variable.Key ?? variable.Name)} cannot be a file: {Objection}",
                "omit --files: as a variable it is passed on as it is");
        }
    }
}
