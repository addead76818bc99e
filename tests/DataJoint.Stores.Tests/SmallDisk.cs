using System.Diagnostics;

namespace DataJoint.Stores.Tests;

/// <summary>A file system in memory that is soon full. Only root may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static SmallDisk? TryMount(string path, int mebibytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "none", path) ? new SmallDisk(path) : null;
    }

    // A program that another test is just starting has for a moment what was open here, and keeps the disk busy.
    public void Dispose() => SpinWait.SpinUntil(() => Run("umount", _path), Timeout).ShouldBeTrue();

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
