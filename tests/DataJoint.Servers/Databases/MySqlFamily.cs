namespace DataJoint.Servers;

/// <summary>What MySQL and MariaDB are started with alike.</summary>
internal static class MySqlFamily
{
    /// <summary>The user that both packages and both images make.</summary>
    public const string User = "mysql";

    /// <summary>A directory of one's own for temporary tables: a server that starts removes every one that it finds there, another server's too.</summary>
    public static string TemporaryTables(string data) => $"--tmpdir={data}";

    /// <summary>Loopback only, no socket outside the data directory, and the accounts, which the server makes before it lets anybody in.</summary>
    public static IReadOnlyList<string> Places(ServerFiles files, int port) =>
    [
        "--no-defaults", $"--datadir={files.Data}", $"--port={port}", "--bind-address=127.0.0.1", "--socket=server.sock",
        $"--pid-file={files.Data}/server.pid", $"--init-file={files.Accounts}", TemporaryTables(files.Data),
    ];

    /// <summary>What the tests ask for, small, and never waiting for the disk.</summary>
    public static IReadOnlyList<string> Settings(ServerFiles files, DatabaseOptions options)
    {
        List<string> words =
        [
            "--skip-log-bin", "--skip-name-resolve", "--max-connections=400", "--max-connect-errors=1000000", "--performance-schema=OFF",
            "--connect-timeout=120", "--net-read-timeout=600", "--net-write-timeout=600", // a client on a busy machine may stand still
            "--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-flush-method=nosync",
        ];
        if (options.Certificate is not null)
        {
            words.AddRange([$"--ssl-cert={files.Certificate}", $"--ssl-key={files.Key}"]);
        }

        if (options.ClientAuthorityFile is not null)
        {
            words.Add($"--ssl-ca={files.ClientAuthority}");
        }

        if (options.RequireTls)
        {
            words.Add("--require-secure-transport=ON");
        }

        return words;
    }

    /// <summary>Starts a server on loopback.</summary>
    /// <param name="name">For people.</param>
    /// <param name="package">What to start.</param>
    /// <param name="options">How.</param>
    /// <param name="command">Makes the server's command of its arguments.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LocalServer> StartAsync(
        string name, DatabasePackage package, DatabaseOptions options, Func<IReadOnlyList<string>, ServerCommand> command, CancellationToken cancellation)
    {
        DatabaseFiles files = await DatabaseFiles.MakeAsync(package, options, cancellation);
        WriteAccounts(files.Ours, options);
        var plan = new ServerPlan
        {
            Name = name,
            Folder = files.Folder,
            Command = port => command([.. Places(files.Theirs, port), .. Settings(files.Theirs, options)]),
            IsReady = MySqlWire.GreetsAsync,
        };
        return await LocalServer.StartAsync(plan, cancellation);
    }

    /// <summary>Starts a server in a container.</summary>
    /// <param name="image">What to start.</param>
    /// <param name="options">How.</param>
    /// <param name="own">Arguments for this product only.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DockerContainer> StartContainerAsync(DatabaseImage image, DatabaseOptions options, IEnumerable<string> own, CancellationToken cancellation)
    {
        await DockerContainer.RequireAsync(image, cancellation);
        var files = DatabaseFiles.ForContainer(options);
        WriteAccounts(files.Ours, options);
        var inside = new ServerFiles(DockerContainer.FilesInside);
        return await DockerContainer.StartAsync(image, files.Folder, [image.Program, .. Settings(inside, options), .. own, .. options.Arguments], cancellation);
    }

    /// <summary>A statement a line.</summary>
    private static void WriteAccounts(ServerFiles files, DatabaseOptions options)
    {
        string account = $"'{DatabaseServer.DefaultUser}'@'%'";
        string password = DatabaseServer.DefaultPassword.Replace("'", "''", StringComparison.Ordinal);
        File.WriteAllLines(files.Accounts,
        [
            $"CREATE USER IF NOT EXISTS {account} IDENTIFIED BY '{password}';",
            $"ALTER USER {account} REQUIRE {(options.RequireClientCertificate ? "X509" : "NONE")};",
            $"GRANT ALL PRIVILEGES ON *.* TO {account} WITH GRANT OPTION;",
        ]);
    }
}
