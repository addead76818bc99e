using System.Runtime.CompilerServices;

namespace DataJoint.Checks.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still. Tests of a limit set one of their own.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set() => CheckContext.UsualTimeLimit = TimeSpan.FromMinutes(10);
}
