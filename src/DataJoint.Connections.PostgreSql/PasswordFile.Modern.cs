namespace DataJoint.Connections.PostgreSql;

/// <content>Who can read the file.</content>
internal static partial class PasswordFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static bool BelongsToUserAlone(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0;
}
