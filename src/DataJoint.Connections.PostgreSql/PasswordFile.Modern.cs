using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <content>Who can use the file.</content>
internal static partial class PasswordFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What keeps the file from being used when others than its owner may use it. A link has no mode of its own.</summary>
    private static IgnoredFile? FindOthers(string path, string shown)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        UnixFileMode mode = File.GetUnixFileMode(file);
        return (mode & Others) == 0 ? null : new IgnoredFile(
            $"{shown} is ignored, as psql ignores it: its mode is {Convert.ToString((int)mode, 8).PadLeft(4, '0')}, so others than its owner may use it",
            $"Run: chmod 600 {ShellWord.From(path) ?? "FILE"}, when the password is in that file.");
    }
}
