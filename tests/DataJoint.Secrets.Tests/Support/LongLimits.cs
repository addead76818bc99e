using System.Runtime.CompilerServices;
using DataJoint.Identities.Google.Sources;
using DataJoint.Secrets.Http;
using DataJoint.Secrets.Local;
using DataJoint.Secrets.Vault.Engines;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Secrets.Tests;

/// <summary>Time enough for every limit that only a machine could reach that stands still. Tests of a limit set one of their own.</summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set()
    {
        MetadataServer.Timeout = SecretHttp.ConnectTimeout = GivenToken.Limit = LeaseEnd.Limit = TimeSpan.FromMinutes(2);
        ProgramOutput.RestLimit = TimeSpan.FromMinutes(1);
    }
}
