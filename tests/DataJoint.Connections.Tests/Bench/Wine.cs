using System.Runtime.InteropServices;

namespace DataJoint.Connections.Tests;

/// <summary>Wine stands in for Windows, and lacks what some tests need.</summary>
internal static class Wine
{
    public const string RefusesInSilence = "Under Wine the MySQL driver hears of no refused connection until its time is over.";

    public static bool IsHere { get; } = OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);
}
