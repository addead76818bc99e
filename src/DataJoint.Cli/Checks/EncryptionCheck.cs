using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Cli;

/// <summary>Is the connection encrypted, and is it known with whom?</summary>
internal sealed class EncryptionCheck(CheckSubject subject, DatabaseLook look) : ServerCheck(look)
{
    public override string Id => "database-tls";

    public override string Name => "encryption of the connection to the database";

    protected override CheckOutcome Judge(ServerReport report, DatabaseFindings found)
    {
        DatabaseSettings database = subject.Snapshot.Database;
        if (report.TlsVersion is null)
        {
            return found.Warnings.FirstOrDefault(w => w.Id == DatabaseRules.NotEncrypted.Id) is Diagnostic warning
                ? CheckOutcome.Warn(warning.Message, warning.Hint) with { Diagnostics = [warning] }
                : CheckOutcome.Pass(database.UseTls == false ? "not encrypted, as database.use_tls asks" : "not encrypted: a socket of this machine");
        }

        string session = Display.Sanitize($"{report.TlsVersion}, {report.TlsCipher}");
        if (report.IsVerified)
        {
            return CheckOutcome.Pass($"{session}; {(database.Tls.Verify == "full" ? "the server's certificate and name are verified" : "the server's certificate is verified, its name is not")}");
        }

        Diagnostic unverified = new(
            DatabaseRules.ServerNotVerified, "the server's identity is not verified: whoever answers is believed",
            "Run: djc config set database.tls.ca FILE (the authority's certificates, in PEM).", subject.Snapshot.Find("database.tls.verify").Origin);
        return CheckOutcome.Warn($"{session}, but {unverified.Message}", unverified.Hint) with { Diagnostics = [unverified] };
    }
}
