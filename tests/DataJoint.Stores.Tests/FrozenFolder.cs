using System.Diagnostics;

namespace DataJoint.Stores.Tests;

/// <summary>A folder in which nothing can be made or removed, not even by root.</summary>
public sealed class FrozenFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _byFlag;

    private FrozenFolder(string path, bool byFlag)
    {
        _path = path;
        _byFlag = byFlag;
    }

    public static FrozenFolder? TryFreeze(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        if (Environment.IsPrivilegedProcess)
        {
            return ChangeFlag(path, "+i") ? new FrozenFolder(path, true) : null;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new FrozenFolder(path, false);
    }

    public void Dispose()
    {
        if (_byFlag)
        {
            ChangeFlag(_path, "-i").ShouldBeTrue();
        }
        else if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool ChangeFlag(string path, string flag)
    {
        try
        {
            using var chattr = Process.Start("chattr", [flag, path]);
            chattr.WaitForExit();
            return chattr.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
