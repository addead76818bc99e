using System.Runtime.CompilerServices;
using DataJoint.Identities.Azure.Sources;

namespace DataJoint.Identities.Azure.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set() => AzureCliIdentity.Timeout = TimeSpan.FromMinutes(5);
}
