using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Secrets.Vault;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program as a child, where something is left to do while it runs or afterwards, and ends as it ended.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixParent
{
    private const int SetDumpable = 4; // prctl
    private const int SignalExit = 128;

    /// <summary>How long a program has to end before it is killed and started again; as long as systemd, Docker and Kubernetes wait or less.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static int ChildSignal => OperatingSystem.IsMacOS() ? 20 : 17;

    /// <summary>Where the signal is ignored that tells of a child's end, no child leaves an exit code. To be called before the first one.</summary>
    public static void NoticeEnds()
    {
        if (ForwardedSignals.IsIgnored(ChildSignal))
        {
            _ = Signal(ChildSignal, 0);
        }
    }

    /// <summary>Waits for the program.</summary>
    /// <param name="child">The program.</param>
    /// <param name="replacements">What takes its place while it runs; null for nothing.</param>
    /// <returns>Its exit code. A signal that ended it ends this process too, where the system allows that without a dump of its memory.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Run(ChildCommand child, Replacements? replacements)
    {
        int status;
        using (ForwardedSignals signals = new(EndBy))
        {
            status = replacements is null ? RunOnce(child, signals) : new UnixSupervisor(signals, replacements, Grace).Run(child);
        }

        return EndAs(status);
    }

    private static int RunOnce(ChildCommand command, ForwardedSignals signals)
    {
        using var child = UnixChild.Start(command, signals);
        int status = child.Wait();
        child.WaitForOutput();
        return status;
    }

    /// <summary>The exit code, or on Linux the same death: whoever started djc sees what became of the program.</summary>
    private static int EndAs(int status)
    {
        int signal = status & 0x7f;
        if (signal == 0)
        {
            return (status >> 8) & 0xff;
        }

        if (OperatingSystem.IsLinux())
        {
            EndBy(signal);
        }

        return SignalExit + signal;
    }

    /// <summary>Ends this process as a signal does that nobody handles, without a dump of its memory, in which there are secrets. No handler of the runtime runs then.</summary>
    private static void EndBy(int signal)
    {
        VaultSecrets.RevokeLeases();
        if (!OperatingSystem.IsLinux() || ProcessControl(SetDumpable, 0, 0, 0, 0) == 0)
        {
            _ = Signal(signal, 0);
            _ = Kill(Environment.ProcessId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);
}
