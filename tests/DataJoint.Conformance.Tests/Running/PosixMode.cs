namespace DataJoint.Conformance.Tests;

/// <summary>POSIX modes as octal digits.</summary>
internal static class PosixMode
{
    public const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OwnerOnlyDirectory = OwnerOnlyFile | UnixFileMode.UserExecute;
    public const UnixFileMode OrdinaryFile = OwnerOnlyFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode OrdinaryDirectory =
        OrdinaryFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static UnixFileMode Parse(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    public static string Format(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    /// <summary>The mode of what the path leads to, through links; null when nothing is there.</summary>
    public static UnixFileMode? Of(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
        {
            return null;
        }

        return File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
    }

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
