using System.Diagnostics;

namespace DataJoint.Connections.Tests;

/// <summary>What this process holds. The thread pool grows and shrinks as it likes, so some more threads are no leak: the tests do things a thousand times.</summary>
internal sealed record Resources(int Sockets, int Threads)
{
    private const int PoolThreads = 64;

    public static Resources Now()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc");
        int sockets = 0;
        foreach (string descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            sockets += IsSocket(descriptor) ? 1 : 0;
        }

        using var self = Process.GetCurrentProcess();
        return new Resources(sockets, self.Threads.Count);
    }

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (FileNotFoundException)
        {
            return false; // closed since the listing, or the listing's own
        }
    }

    public bool IsNoMoreThan(Resources before) => Sockets <= before.Sockets && Threads <= before.Threads + PoolThreads;
}
