using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DataJoint;

/// <summary>What is asked of the system.</summary>
internal static class Systems
{
    [ThreadStatic]
    private static Random? _random;

    extension(OperatingSystem)
    {
        public static bool IsWindows() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

        public static bool IsLinux() => RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

        public static bool IsMacOS() => RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    }

    extension(DateTimeOffset)
    {
        public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
    }

    extension(Stopwatch)
    {
        public static TimeSpan GetElapsedTime(long start) => Stopwatch.GetElapsedTime(start, Stopwatch.GetTimestamp());

        public static TimeSpan GetElapsedTime(long start, long end) => new((long)((end - start) * ((double)TimeSpan.TicksPerSecond / Stopwatch.Frequency)));
    }

    extension(Random)
    {
        public static Random Shared => _random ??= new Random(Guid.NewGuid().GetHashCode());
    }

    extension(Thread thread)
    {
        public void UnsafeStart() => thread.Start();
    }

    extension(Socket socket)
    {
        public bool Poll(TimeSpan timeout, SelectMode mode) => socket.Poll((int)Math.Min(timeout.Ticks / 10, int.MaxValue), mode);
    }

    extension(Marshal)
    {
        public static int GetLastPInvokeError() => Marshal.GetLastWin32Error();

        public static string GetPInvokeErrorMessage(int error) => new System.ComponentModel.Win32Exception(error).Message;
    }
}
