using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Running;

/// <summary>A program that runs as a child, with what is to be done meanwhile: masking its output, and removing its files afterwards.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class UnixChild : IDisposable
{
    private const int Interrupted = 4; // errno
    private const int OneProcess = 1; // waitid: P_PID
    private const int Exited = 4; // waitid: WEXITED
    private const int WithoutWaiting = 1; // WNOHANG
    private const int MaxStructure = 256;

    private readonly ForwardedSignals _signals;
    private readonly SecretFolder? _folder;
    private readonly Thread[] _copies;

    private UnixChild(ChildCommand command, ForwardedSignals signals)
    {
        _signals = signals;
        _folder = command.Files.Count == 0 ? null : SecretFolder.Create(command);
        try
        {
            ChildCommand full = _folder is null ? command : command.With(_folder.Variables);
            (Process, _copies) = command.Masked.Count == 0 ? (UnixSpawn.Start(full, null, null), []) : StartMasked(full);
        }
        catch (Exception)
        {
            _folder?.Dispose();
            throw;
        }

        signals.To(Process);
    }

    /// <summary>The number of its process; another one may have it once it has been waited for.</summary>
    public int Process { get; }

    /// <summary>The process that removes the files when djc cannot, which ends after disposal; null without files.</summary>
    public int? FolderWatch => _folder?.WatchProcess;

    /// <summary>waitid: WNOWAIT, by which the child keeps its number.</summary>
    private static int Unreaped => OperatingSystem.IsMacOS() ? 0x20 : 0x0100_0000;

    /// <summary>Starts it. Signals go to it from now on.</summary>
    /// <exception cref="CommandLine.CommandException">It cannot be run.</exception>
    public static UnixChild Start(ChildCommand command, ForwardedSignals signals) => new(command, signals);

    /// <summary>Forgets a process that has ended.</summary>
    /// <returns>False while it runs.</returns>
    public static bool TryForget(int process) => WaitPid(process, null, WithoutWaiting) != 0;

    /// <summary>Waits for its end. Until it is reaped, no other process has its number, so signals go to it or to nobody.</summary>
    /// <returns>The status, as <c>waitpid</c> gives it.</returns>
    public int Wait()
    {
        byte* facts = stackalloc byte[MaxStructure];
        while (IsInterrupted(WaitId(OneProcess, Process, facts, Exited | Unreaped)))
        {
        }

        _signals.Forget();
        int status;
        while (IsInterrupted(WaitPid(Process, &status, 0)))
        {
        }

        return status;
    }

    /// <summary>The same on a thread of its own.</summary>
    public Task<int> WaitAsync() => Task.Factory.StartNew(Wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Waits until everybody who holds its output has ended.</summary>
    public void WaitForOutput() => Array.ForEach(_copies, copy => copy.Join());

    /// <summary>Removes its files.</summary>
    public void Dispose() => _folder?.Dispose();

    private static (int Process, Thread[] Copies) StartMasked(ChildCommand command)
    {
        AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
        AnonymousPipeServerStream error = new(PipeDirection.In, HandleInheritability.None);
        OutputMask mask = new(command.Masked.Select(secret => secret.Reveal()));
        int process;
        try
        {
            process = UnixSpawn.Start(command, output.ClientSafePipeHandle, error.ClientSafePipeHandle);
        }
        catch (Exception)
        {
            output.Dispose();
            error.Dispose();
            throw;
        }

        output.DisposeLocalCopyOfClientHandle();
        error.DisposeLocalCopyOfClientHandle();
        return (process, [Copy(mask, output, DescriptorStream.StandardOutput), Copy(mask, error, DescriptorStream.StandardError)]);
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

    private static bool IsInterrupted(int result)
    {
        int error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error is 0 or Interrupted ? error == Interrupted : throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitId(int kind, int process, byte* facts, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitPid(int process, int* status, int options);
}
