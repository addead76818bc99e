using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Checks.Database;

/// <summary>Is the connection encrypted, and is it known with whom?</summary>
internal sealed class EncryptionCheck : ServerCheck
{
    public override string Id => "database-tls";

    public override string Name => "encryption of the connection to the database";

    protected override CheckOutcome Judge(ConfigurationSnapshot snapshot, ServerReport report, IReadOnlyList<Diagnostic> warnings)
    {
        DatabaseSettings database = snapshot.Database;
        if (report.TlsVersion is null)
        {
            return warnings.FirstOrDefault(w => w.Id == DatabaseRules.NotEncrypted.Id) is Diagnostic warning
                ? CheckOutcome.Warn(warning.Message, warning.Hint, [warning])
                : CheckOutcome.Pass(database.UseTls == false ? "not encrypted, as database.use_tls asks" : "not encrypted: a socket of this machine");
        }

        string session = Display.Sanitize($"{report.TlsVersion}, {report.TlsCipher}");
        if (report.IsVerified)
        {
            return CheckOutcome.Pass(
                $"{session}; {(database.Tls.Verify == "full" ? "the server's certificate and name are verified" : "the server's certificate is verified, its name is not")}");
        }

        Diagnostic unverified = new(
            DatabaseRules.ServerNotVerified, "the server's identity is not verified: any certificate is accepted",
            "Run: djc config set database.tls.ca FILE (the authority's certificates, in PEM).", snapshot.Find("database.tls.verify").Origin);
        return CheckOutcome.Warn($"{session}, but {unverified.Message}", unverified.Hint, [unverified]);
    }
}
