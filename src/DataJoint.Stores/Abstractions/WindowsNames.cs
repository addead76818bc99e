using System.Buffers;

namespace DataJoint.Stores.Abstractions;

/// <summary>What Windows does not keep as a file name, or silently turns into another one.</summary>
internal static class WindowsNames
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\:*?\"<>|");

    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    public static string? FindFault(ReadOnlySpan<char> segment)
    {
        int refused = segment.IndexOfAny(Refused);
        if (refused >= 0)
        {
            return $"it holds '{segment[refused]}', which Windows does not allow in file names.";
        }

        if (segment[^1] is '.' or ' ')
        {
            return "a segment of it ends in a dot or a blank, which Windows drops.";
        }

        int dot = segment.IndexOf('.');
        string stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ').ToString();
        return Devices.Contains(stem) ? $"'{stem}' is a device on Windows." : null;
    }
}
