namespace DataJoint.Servers;

/// <summary>What MySQL and MariaDB are started with alike.</summary>
internal static class MySqlFamily
{
    /// <summary>The user that both packages make.</summary>
    public const string User = "mysql";

    /// <summary>Loopback only, small, no socket outside the data directory, and never waiting for the disk.</summary>
    public static IReadOnlyList<string> Arguments(DatabaseFiles files, DatabaseOptions options, int port)
    {
        List<string> words =
        [
            "--no-defaults", $"--datadir={files.Data}", $"--port={port}", "--bind-address=127.0.0.1", "--socket=server.sock",
            $"--pid-file={files.Data}/server.pid", $"--init-file={files.Inside("accounts.sql")}", "--skip-log-bin", "--skip-name-resolve",
            "--max-connect-errors=1000000", "--performance-schema=OFF", "--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0", "--innodb-flush-method=nosync",
        ];
        if (options.Certificate is not null)
        {
            words.AddRange([$"--ssl-cert={files.CertificateFile}", $"--ssl-key={files.KeyFile}"]);
        }

        if (options.ClientAuthorityFile is not null)
        {
            words.Add($"--ssl-ca={files.ClientAuthorityFile}");
        }

        if (options.RequireTls)
        {
            words.Add("--require-secure-transport=ON");
        }

        return words;
    }

    public static ServerPlan Plan(string name, DatabaseFiles files, Func<int, ServerCommand> command) => new()
    {
        Name = name,
        Folder = files.Folder,
        Command = command,
        IsReady = MySqlWire.GreetsAsync,
    };

    /// <summary>The server runs this file, a statement a line, before it lets anybody in.</summary>
    public static void WriteAccounts(string path, DatabaseOptions options)
    {
        string account = $"'{DatabaseServer.DefaultUser}'@'%'";
        string password = DatabaseServer.DefaultPassword.Replace("'", "''", StringComparison.Ordinal);
        File.WriteAllLines(path,
        [
            $"CREATE USER IF NOT EXISTS {account} IDENTIFIED BY '{password}';",
            $"ALTER USER {account} REQUIRE {(options.RequireClientCertificate ? "X509" : "NONE")};",
            $"GRANT ALL PRIVILEGES ON *.* TO {account} WITH GRANT OPTION;",
        ]);
    }
}
