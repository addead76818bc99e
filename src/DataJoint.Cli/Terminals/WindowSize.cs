using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Cli.Terminals;

/// <summary>The size of a terminal.</summary>
/// <remarks>The console knows it too, but writes control sequences to the terminal before it tells.</remarks>
[SupportedOSPlatform("linux")]
internal static partial class WindowSize
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>The number of columns, or null when it is not a terminal or is not reported.</summary>
    public static int? FindColumns(int descriptor) =>
        Ioctl(descriptor, GetWindowSize, out Size size) == 0 && size.Columns > 0 ? size.Columns : null;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Ioctl(int descriptor, nuint request, out Size size);

    private struct Size
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
