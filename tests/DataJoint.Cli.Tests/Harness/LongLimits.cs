using System.Runtime.CompilerServices;
using DataJoint.Checks;
using DataJoint.Checks.Git;
using DataJoint.Cli.Completions;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.PostgreSql;
using DataJoint.Git;
using DataJoint.Operations;
using DataJoint.Secrets.Http;
using DataJoint.Secrets.Local;
using DataJoint.Secrets.Vault.Logins;

namespace DataJoint.Cli.Tests;

/// <summary>
/// Time enough for every limit that only a machine could reach that stands still, where djc runs within the test's process. Tests of a limit set one of
/// their own.
/// </summary>
internal static class LongLimits
{
    [ModuleInitializer]
    public static void Set()
    {
        DatabaseDriver.ConnectTimeout = 300;
        DatabaseDriver.PingTimeout = 60;
        ServerProbe.ConnectTimeout = ServerProbe.AnswerTimeout = TlsOffer.Timeout = TimeSpan.FromMinutes(2);
        CheckContext.UsualTimeLimit = EditLock.Timeout = GitProgram.UsualLimit = GitInspection.HistoryTimeout = TransferProgress.LogPause = TimeSpan.FromMinutes(10);
        LeakVerificationOptions.UsualTimeout = TimeSpan.FromMinutes(10);
        PlaceWords.TimeLimit = SecretHttp.ConnectTimeout = GivenToken.Limit = TimeSpan.FromMinutes(2);
        ProgramOutput.RestLimit = TimeSpan.FromMinutes(1);
    }
}
