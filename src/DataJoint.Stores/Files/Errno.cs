namespace DataJoint.Stores.Files;

/// <summary>The system's error numbers: those that Linux and macOS share are constants, the others differ.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int BadHandle = 9;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotADirectory = 20;
    public const int IsADirectory = 21;
    public const int Invalid = 22;
    public const int FileTooBig = 27;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;

    public static int TryAgain => OperatingSystem.IsLinux() ? 11 : 35;

    public static int NoSuchDevice => 6;

    public static int NameTooLong => OperatingSystem.IsLinux() ? 36 : 63;

    public static int NoSuchCall => OperatingSystem.IsLinux() ? 38 : 78;

    public static int NotEmpty => OperatingSystem.IsLinux() ? 39 : 66;

    public static int TooManyLinks => OperatingSystem.IsLinux() ? 40 : 62;

    public static int NotSupported => OperatingSystem.IsLinux() ? 95 : 45;

    public static int QuotaExceeded => OperatingSystem.IsLinux() ? 122 : 69;
}
