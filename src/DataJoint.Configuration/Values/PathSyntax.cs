using System.Runtime.InteropServices;

namespace DataJoint.Configuration;

/// <summary>Finds paths that another system, or another program, would understand. Here each would become the name of a file or folder.</summary>
public static class PathSyntax
{
    /// <summary>What makes a text no path on this system.</summary>
    /// <param name="path">The text.</param>
    /// <returns>A phrase that fits after "has", such as <c>a drive letter of Windows</c>; null for a path.</returns>
    public static string? FindFault(string path)
    {
        if (path is null)
        {
            throw new ArgumentNullException(nameof(path));
        }

        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return path.Any(char.IsControl) ? "a control character (in JSON a backslash is written \\\\)"
            : path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? "the form of a URL (file:)"
            : isWindows ? null
            : path.Length > 1 && path[1] == ':' && path[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') && (path.Length == 2 || path[2] is '\\' or '/') ? "a drive letter of Windows"
            : path.StartsWith("\\\\", StringComparison.Ordinal) ? "the form of a share of Windows"
            : null;
    }
}
