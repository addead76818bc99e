namespace DataJoint.Cli.Terminals;

/// <summary>What the system says when something outside the stores cannot be written, in words. Its own message may hold any text.</summary>
internal static class SystemFault
{
    // errno, the same on Linux and macOS.
    private const int IsClosed = 9; // EBADF
    private const int NoSpace = 28; // ENOSPC
    private const int IsReadOnly = 30; // EROFS
    private const int LinuxTryAgain = 11; // EWOULDBLOCK, from flock
    private const int DarwinTryAgain = 35;
    private const int WindowsSharing = unchecked((int)0x80070020);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleClosed = unchecked((int)0x80070006);

    /// <summary>Whether somebody else has the file open, and for himself alone.</summary>
    public static bool IsSharing(Exception refused) =>
        refused is IOException && refused.HResult == (OperatingSystem.IsWindows() ? WindowsSharing : OperatingSystem.IsLinux() ? LinuxTryAgain : DarwinTryAgain);

    public static string Describe(Exception refused) => refused switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException => "no such folder",
        PathTooLongException => "the name is too long",
        { HResult: NoSpace or WindowsDiskFull } => "the disk is full: no space is left there",
        { HResult: IsReadOnly } => "the file system is read-only",
        { HResult: IsClosed or WindowsHandleClosed } => "the stream is closed",
        _ => "the system refuses",
    };
}
