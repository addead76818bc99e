#if !NET
using System.Runtime.InteropServices;
#endif

namespace DataJoint.Configuration.Permissions;

/// <summary>Whether the system has access lists, or modes.</summary>
internal static class AccessLists
{
    /// <summary>The lists of this system, or null where it has modes.</summary>
#if NET
    public static IAccessLists? OfSystem { get; } = OperatingSystem.IsWindows() ? new WindowsAccess() : null;
#else
    public static IAccessLists? OfSystem { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsAccess() : null;
#endif
}
