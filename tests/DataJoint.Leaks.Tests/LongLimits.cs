using System.Runtime.CompilerServices;
using DataJoint.Git;

namespace DataJoint.Leaks.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still. Tests of a limit set one of their own.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set() => GitProgram.UsualLimit = TimeSpan.FromMinutes(10);
}
