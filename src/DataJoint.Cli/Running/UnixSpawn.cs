using System.Runtime.InteropServices;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Cli.Running;

/// <summary>Starts a program beside this one. Not by the class of .NET: that one knows variables as UTF-16 alone, and leaves SIGPIPE ignored.</summary>
internal static unsafe partial class UnixSpawn
{
    private const int Size = 1024; // more than any system's structures have
    private const int SetsSignalMask = 0x08;
    private const int SetsSignalDefault = 0x04;
    private const int ForWriting = 1;
    private const int BrokenPipeSignal = 13;

    private static short SetsSession => OperatingSystem.IsMacOS() ? (short)0x400 : (short)0x80;

    /// <summary>Starts a program with the descriptors of this one, or with others in their place.</summary>
    /// <param name="child">The program.</param>
    /// <param name="output">Its standard output, or null for this program's.</param>
    /// <param name="error">Its standard error, or null for this program's.</param>
    /// <returns>The number of its process.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int Start(ChildCommand child, SafeHandle? output, SafeHandle? error)
    {
        byte* actions = stackalloc byte[Size];
        byte* attributes = stackalloc byte[Size];
        Check(InitializeActions(actions));
        Check(InitializeAttributes(attributes));
        try
        {
            Check(output is null ? 0 : AddDuplicate(actions, (int)output.DangerousGetHandle(), 1));
            Check(error is null ? 0 : AddDuplicate(actions, (int)error.DangerousGetHandle(), 2));
            Check(SetFlags(attributes, SetsSignalDefault));
            return Start(child, actions, attributes);
        }
        finally
        {
            Free(actions, attributes);
        }
    }

    /// <summary>Starts a program that outlives this one: in a session of its own, with no output, and with its signals held back.</summary>
    /// <param name="child">The program.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>The number of its process.</returns>
    /// <exception cref="CommandException">It cannot be run.</exception>
    public static int StartApart(ChildCommand child, SafePipeHandle input)
    {
        byte* actions = stackalloc byte[Size];
        byte* attributes = stackalloc byte[Size];
        byte* signals = stackalloc byte[Size];
        Check(InitializeActions(actions));
        Check(InitializeAttributes(attributes));
        nint nowhere = Marshal.StringToCoTaskMemUTF8("/dev/null");
        try
        {
            Check(AddDuplicate(actions, (int)input.DangerousGetHandle(), 0));
            Check(AddOpen(actions, 1, nowhere, ForWriting, 0));
            Check(AddOpen(actions, 2, nowhere, ForWriting, 0));
            Check(EmptySignals(signals));
            foreach (int signal in (ReadOnlySpan<int>)[1, 2, 3, 15]) // SIGHUP, SIGINT, SIGQUIT, SIGTERM
            {
                Check(AddSignal(signals, signal));
            }

            Check(SetMask(attributes, signals));
            Check(SetFlags(attributes, (short)(SetsSignalDefault | SetsSignalMask | SetsSession)));
            return Start(child, actions, attributes);
        }
        finally
        {
            Free(actions, attributes);
            Marshal.FreeCoTaskMem(nowhere);
        }
    }

    private static int Start(ChildCommand child, byte* actions, byte* attributes)
    {
        // What the runtime ignores would stay ignored in the program, which then could not be stopped by a closed pipe.
        byte* signals = stackalloc byte[Size];
        Check(EmptySignals(signals));
        Check(AddSignal(signals, BrokenPipeSignal));
        Check(SetDefault(attributes, signals));
        int process = 0;
        nint at = (nint)(&process);
        nint actionsAt = (nint)actions;
        nint attributesAt = (nint)attributes;
        UnixProgram.Start(child, (path, words, variables) => Spawn(at, path, actionsAt, attributesAt, words, variables));
        return process;
    }

    private static void Free(byte* actions, byte* attributes)
    {
        _ = DestroyActions(actions);
        _ = DestroyAttributes(attributes);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException("a program could not be started: " + Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Spawn(nint process, nint path, nint actions, nint attributes, nint words, nint variables);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitializeActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddOpen(byte* actions, int target, nint path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitializeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetDefault(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EmptySignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddSignal(byte* signals, int signal);
}
