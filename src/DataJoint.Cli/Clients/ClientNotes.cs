namespace DataJoint.Cli.Clients;

/// <summary>Where the printed form cannot say what the settings say.</summary>
internal static class ClientNotes
{
    /// <summary>Sentences without a full stop.</summary>
    public static IReadOnlyList<string> Create(ClientTarget target, string form)
    {
        List<string> notes = [];
        if (target.IsFile)
        {
            return notes;
        }

        if (target.IsUserReference)
        {
            notes.Add("the user is a reference, which other programs do not understand; --reveal asks for the name, and the password with it");
        }

        bool isMariaDb = form == MySqlClient.MariaDbProgram;
        if (isMariaDb && target.Tls == TlsMode.Required)
        {
            notes.Add("TLS is only preferred here: mariadb insists on it when it verifies the server: djc config set database.tls.ca FILE");
        }

        if (isMariaDb && target.Tls == TlsMode.VerifyCa)
        {
            notes.Add("the host's name is verified too: mariadb cannot verify the CA alone");
        }

        if (form == MySqlClient.Program && target.Tls >= TlsMode.VerifyCa && target.Ca is null)
        {
            notes.Add("mysql verifies only with a file of CA certificates: djc config set database.tls.ca FILE");
        }

        if (form == PostgreSqlClient.Program && target.Tls >= TlsMode.VerifyCa && target.Ca is null)
        {
            notes.Add("sslrootcert=system needs libpq 16 or later; for older ones: djc config set database.tls.ca FILE");
        }

        return notes;
    }
}
