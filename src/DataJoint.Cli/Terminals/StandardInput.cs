using System.Runtime.InteropServices;

namespace DataJoint.Cli.Terminals;

/// <summary>Whether there is a standard input at all.</summary>
/// <remarks>
/// A process that is started without one (<c>djc … &lt;&amp;-</c>) gives the number 0 to the first thing that the runtime opens for itself,
/// and reading that would give nonsense or wait for ever. What came over from the process that started this one is never marked to be
/// closed when a program is started; what the runtime opens always is.
/// </remarks>
internal static partial class StandardInput
{
    private const int Descriptor = 0;
    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    public static bool IsOpen() => OperatingSystem.IsWindows() || (Fcntl(Descriptor, GetFlags) is int flags and >= 0 && (flags & CloseOnExec) == 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command);
}
