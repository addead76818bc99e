#if NET
using System.Runtime.CompilerServices;
using DataJoint.Configuration.Editing.Files;

namespace DataJoint.Configuration.Editing.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set() => EditLock.Timeout = TimeSpan.FromMinutes(10);
}
#endif
