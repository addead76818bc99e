using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>Runs a program as a child, where something is left to do while it runs or afterwards: masking its output, removing its files.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UnixParent
{
    private const int Interrupted = 4; // errno
    private const int SetDumpable = 4; // prctl
    private const int SignalExit = 128;
    private const int OneProcess = 1; // waitid: P_PID
    private const int Ended = 4; // waitid: WEXITED
    private const int MaxStructure = 256;

    /// <summary>waitid: WNOWAIT, by which the child keeps its number.</summary>
    private static int Unreaped => OperatingSystem.IsMacOS() ? 0x20 : 0x0100_0000;

    private static int ChildSignal => OperatingSystem.IsMacOS() ? 20 : 17;

    /// <summary>Waits for the program.</summary>
    /// <returns>Its exit code. A signal that ended it ends this process too, where the system allows that without a dump of its memory.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Run(ChildCommand child)
    {
        _ = Signal(ChildSignal, 0); // where it is ignored, a child leaves no exit code
        int status;
        using (ForwardedSignals signals = new(EndBy))
        using (SecretFolder? folder = child.Files.Count == 0 ? null : SecretFolder.Create(child))
        {
            ChildCommand full = folder is null ? child : child.With(folder.Variables);
            status = child.Masked.Count == 0 ? Wait(Start(full, signals, null, null), signals) : RunMasked(full, signals);
        }

        return EndAs(status);
    }

    private static int RunMasked(ChildCommand child, ForwardedSignals signals)
    {
        using AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
        using AnonymousPipeServerStream error = new(PipeDirection.In, HandleInheritability.None);
        OutputMask mask = new(child.Masked.Select(secret => secret.Reveal()));
        int process = Start(child, signals, output.ClientSafePipeHandle, error.ClientSafePipeHandle);
        output.DisposeLocalCopyOfClientHandle();
        error.DisposeLocalCopyOfClientHandle();
        Thread[] copies = [Copy(mask, output, DescriptorStream.StandardOutput), Copy(mask, error, DescriptorStream.StandardError)];
        int status = Wait(process, signals);
        Array.ForEach(copies, copy => copy.Join());
        return status;
    }

    /// <summary>Copies until everybody who holds the program's output has ended. When nobody reads it any more, the program is to notice.</summary>
    private static Thread Copy(OutputMask mask, AnonymousPipeServerStream from, int to)
    {
        Thread copy = new(() =>
        {
            DescriptorStream target = new(to);
            try
            {
                new MaskedCopy(mask, target).Run(from, () => target.HasReader);
            }
            catch (OutputLostException)
            {
                // The program learns of it as it would without djc: what it writes to is gone.
            }

            from.Dispose();
        });
        copy.Start();
        return copy;
    }

    private static int Start(ChildCommand child, ForwardedSignals signals, SafeHandle? output, SafeHandle? error)
    {
        int process = UnixSpawn.Start(child, output, error);
        signals.To(process);
        return process;
    }

    /// <summary>Until it is reaped, no other process has its number, so signals go to it or to nobody.</summary>
    private static int Wait(int process, ForwardedSignals signals)
    {
        byte* facts = stackalloc byte[MaxStructure];
        while (IsInterrupted(WaitId(OneProcess, process, facts, Ended | Unreaped)))
        {
        }

        signals.Forget();
        int status;
        while (IsInterrupted(WaitPid(process, &status, 0)))
        {
        }

        return status;
    }

    private static bool IsInterrupted(int result)
    {
        int error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error is 0 or Interrupted ? error == Interrupted : throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
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

    /// <summary>Ends this process as a signal does that nobody handles, without a dump of its memory, in which there are secrets.</summary>
    private static void EndBy(int signal)
    {
        if (!OperatingSystem.IsLinux() || ProcessControl(SetDumpable, 0, 0, 0, 0) == 0)
        {
            _ = Signal(signal, 0);
            _ = Kill(Environment.ProcessId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitId(int kind, int process, byte* facts, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitPid(int process, int* status, int options);

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
