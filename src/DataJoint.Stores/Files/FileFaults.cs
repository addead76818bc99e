using System.Runtime.InteropServices;

namespace DataJoint.Stores.Files;

/// <summary>Turns what the operating system says into the store's exceptions.</summary>
internal sealed class FileFaults(string storeName, string location)
{
    public string StoreName => storeName;

    public StoreException NotFound(string name) => Create(StoreErrorCode.NotFound, name, "the object does not exist.");

    public StoreException AlreadyExists(string name) =>
        Create(StoreErrorCode.AlreadyExists, name, "it exists already and was not to be replaced.");

    public StoreException Changed(string name) =>
        Create(StoreErrorCode.Changed, name, "it has been replaced by another version.");

    public StoreException ChangedInPlace(string name) =>
        Create(StoreErrorCode.Changed, name, "its file changed while it was read.");

    public StoreException Outside(string name) => Create(
        StoreErrorCode.OutsideLocation, name, $"a link on the way to it leads out of '{location}' (or in a circle); it is not followed.");

    public StoreException NotAnObject(string name) => Create(
        StoreErrorCode.NotAnObject, name, "the name, or a part of it, belongs to something that is not an object (a folder, a pipe, a device).");

    public StoreException NameRefused(string name, string reason) => Create(StoreErrorCode.InvalidName, name, "the name is refused: " + reason);

    public StoreException LinkToNothing(string name) => Create(StoreErrorCode.NotFound, name, "it is a link, and there is nothing where it leads.");

    public StoreException FileInTheWay(string name) => Create(
        StoreErrorCode.NotAnObject, name, "a part of the name that would be a folder belongs to an object.");

    public StoreException Twin(string name, string twin) => Create(
        StoreErrorCode.CaseCollision, name, $"this file system takes it for {twin}, which is spelled differently; that object is not replaced.");

    public StoreException LocationIsNoFolder() =>
        Create(StoreErrorCode.InvalidLocation, null, $"the location '{location}', or a part of it, is a file and not a folder.");

    public StoreException Disappeared(string? name) =>
        Create(StoreErrorCode.Unavailable, name, $"its folder below '{location}' disappeared in the middle.");

    public StoreException NoExclusiveWrite(string name) => Create(
        StoreErrorCode.Unsupported, name, "this file system cannot write an object only if there is none of that name.");

    public StoreException FromErrno(int error, string? name) => error switch
    {
        Errno.AccessDenied or Errno.NotPermitted =>
            Create(StoreErrorCode.AccessDenied, name, $"permission denied below '{location}'."),
        Errno.ReadOnlyFileSystem =>
            Create(StoreErrorCode.AccessDenied, name, $"'{location}' is on a file system that is mounted read-only."),
        Errno.NoSpace => Create(StoreErrorCode.StoreFull, name, $"no space is left at '{location}'."),
        _ when error == Errno.QuotaExceeded => Create(StoreErrorCode.StoreFull, name, $"the disk quota at '{location}' is used up."),
        Errno.FileTooBig => TooBig(name),
        Errno.CrossDevice => Outside(name ?? ""),
        _ when error == Errno.TooManyLinks => Outside(name ?? ""),
        _ when error == Errno.NameTooLong =>
            Create(StoreErrorCode.InvalidName, name, $"the name is too long for the file system at '{location}'."),
        Errno.NotADirectory => FileInTheWay(name ?? ""),
        Errno.IsADirectory => NotAnObject(name ?? ""),
        _ => Create(StoreErrorCode.Unavailable, name, $"'{location}' gave: {Marshal.GetPInvokeErrorMessage(error)}."),
    };

    /// <summary>For what the runtime's own file calls throw.</summary>
    public StoreException FromException(Exception exception, string? name) => exception switch
    {
        StoreException known => known,
        UnauthorizedAccessException => Create(StoreErrorCode.AccessDenied, name, $"permission denied below '{location}'.", exception),
        PathTooLongException => FromErrno(Errno.NameTooLong, name),

        // The runtime's answer to EFBIG: https://github.com/dotnet/runtime/blob/main/src/libraries/Common/src/Interop/Unix/Interop.IOErrors.cs
        ArgumentOutOfRangeException => TooBig(name),
        DirectoryNotFoundException or FileNotFoundException => Disappeared(name),
        _ when OperatingSystem.IsWindows() => FromWindows(exception, name),
        IOException { HResult: > 0 and < 0x1000 } io => FromErrno(io.HResult, name),
        _ => Create(StoreErrorCode.Unavailable, name, $"'{location}' gave: {exception.Message}", exception),
    };

    public static bool IsFileFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    // https://learn.microsoft.com/windows/win32/debug/system-error-codes
    private StoreException FromWindows(Exception exception, string? name) => (exception.HResult & 0xFFFF) switch
    {
        39 or 112 or 1295 => Create(StoreErrorCode.StoreFull, name, $"no space is left at '{location}'.", exception),
        223 => TooBig(name),
        5 or 19 => Create(StoreErrorCode.AccessDenied, name, $"permission denied below '{location}'.", exception),
        _ => Create(StoreErrorCode.Unavailable, name, $"'{location}' gave: {exception.Message}", exception),
    };

    private StoreException TooBig(string? name) =>
        Create(StoreErrorCode.StoreFull, name, $"it is larger than the file system at '{location}' (or a limit) allows.");

    private StoreException Create(StoreErrorCode code, string? name, string reason, Exception? inner = null) =>
        new(code, storeName, name, reason, inner);
}
