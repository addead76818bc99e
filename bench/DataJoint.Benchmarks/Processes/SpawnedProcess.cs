using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Benchmarks;

/// <summary>
/// One run of a program with its output thrown away, by posix_spawn and waitpid: <see cref="Process"/> adds a share of its
/// own that would hide half of what is measured.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class SpawnedProcess
{
    private const int StandardOutput = 1;
    private const int WriteOnly = 1;
    private const int OpaqueSize = 512; // posix_spawn_file_actions_t: 80 bytes with glibc, a pointer on macOS

    /// <summary>The time from before the start to after the end.</summary>
    public static TimeSpan Time(string program, params string[] arguments)
    {
        long started = Stopwatch.GetTimestamp();
        Wait(Start(program, arguments), program);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>
    /// The most memory that the process held, in bytes, by watching it: what wait4 reports cannot be less than the
    /// memory of the process that spawned it. Null where there is no /proc.
    /// </summary>
    public static long? PeakMemory(string program, params string[] arguments)
    {
        int process = Start(program, arguments);
        string status = $"/proc/{process}/status";
        long? peak = File.Exists(status) ? Watch(status) : null;
        Wait(process, program);
        return peak;
    }

    private static long? Watch(string status)
    {
        long? peak = null;
        while (HighWaterMark(File.ReadAllText(status)) is { } now)
        {
            peak = now;
        }

        return peak;
    }

    /// <summary>The VmHWM line, which a process that has ended no longer has.</summary>
    private static long? HighWaterMark(string status)
    {
        const string Name = "VmHWM:";
        int start = status.IndexOf(Name, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> number = status.AsSpan(start + Name.Length).TrimStart();
        return long.Parse(number[..number.IndexOf(' ')]) * 1024;
    }

    private static int Start(string program, string[] arguments)
    {
        byte[] actions = new byte[OpaqueSize];
        Check(FileActionsInit(actions), program);
        try
        {
            Check(FileActionsAddOpen(actions, StandardOutput, "/dev/null", WriteOnly, 0), program);
            string?[] argv = [program, .. arguments, null];
            string?[] environment = [.. CurrentEnvironment(), null];
            Check(Spawn(out int process, program, actions, IntPtr.Zero, argv, environment), program);
            return process;
        }
        finally
        {
            _ = FileActionsDestroy(actions);
        }
    }

    private static IEnumerable<string> CurrentEnvironment()
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return $"{variable.Key}={variable.Value}";
        }
    }

    private static void Wait(int process, string program)
    {
        if (WaitPid(process, out int status, 0) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        if (status != 0)
        {
            throw new InvalidOperationException($"{program} ended with status {status >> 8}.");
        }
    }

    private static void Check(int error, string program)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"{program} could not be started (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(
        out int process, string path, byte[] actions, IntPtr attributes, string?[] argv, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FileActionsInit([In, Out] byte[] actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileActionsAddOpen([In, Out] byte[] actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FileActionsDestroy([In, Out] byte[] actions);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int process, out int status, int options);
}
