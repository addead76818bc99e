using System.Runtime.CompilerServices;
using DataJoint.Identities.Google.Sources;

namespace DataJoint.Identities.Google.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set() => MetadataServer.Timeout = TimeSpan.FromMinutes(2);
}
