namespace DataJoint.Servers;

/// <summary>The settings and the data directory of one gateway in the Debian folder.</summary>
internal sealed class CephFiles
{
    public const string Gateway = "/usr/bin/radosgw";
    public const string Administration = "/usr/bin/radosgw-admin";

    private readonly RunFolder _folder;
    private readonly bool _isHttps;

    private CephFiles(RunFolder folder, bool isHttps) => (_folder, _isHttps) = (folder, isHttps);

    public static CephFiles Make(ServerCertificate? certificate)
    {
        var folder = RunFolder.Below(SidFolder.Runs);
        Directory.CreateDirectory(folder.Of("db"));
        Directory.CreateDirectory(folder.Of("run"));
        if (certificate is not null)
        {
            File.Copy(certificate.CertificateFile, folder.Of("server.pem"));
            File.Copy(certificate.KeyFile, folder.Of("server.key"));
        }

        return new CephFiles(folder, certificate is not null);
    }

    public static Uri Endpoint(int port, bool isHttps) => new(isHttps ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}");

    public static Task<string> VersionAsync(CancellationToken cancellation) =>
        ServerProcess.VersionAsync(new ServerCommand(Gateway, "--version") { Chroot = SidFolder.Root }, cancellation);

    public ServerPlan Plan() => new()
    {
        Name = "Ceph RADOS gateway",
        Folder = _folder,
        Command = port => Command(port),
        IsReady = TcpAnswer.ComesAsync,
    };

    /// <summary>The words that every one of Ceph's programs needs to find this gateway's files and to ask for no cluster.</summary>
    public ServerCommand Program(string program, params IEnumerable<string> arguments) =>
        new(program, ["-c", Inside("ceph.conf"), "--no-mon-config", "--rgw-backend-store=dbstore", "--rgw-config-store=dbstore", .. arguments])
        {
            Chroot = SidFolder.Root,
        };

    private ServerCommand Command(int port)
    {
        File.WriteAllLines(_folder.Of("ceph.conf"),
        [
            "[global]",
            "fsid = 11111111-1111-1111-1111-111111111111",
            "auth_client_required = none",
            "mon_host = 127.0.0.1",
            "log_to_stderr = true",
            $"log_file = {Inside("log")}",
            $"run_dir = {Inside("run")}",
            $"admin_socket = {Inside("run")}/$name.$pid.asok",
            "rgw_backend_store = dbstore",
            "rgw_config_store = dbstore",
            $"dbstore_config_uri = file:{Inside("db")}/config.db",
            $"dbstore_db_dir = {Inside("db")}",
            "dbstore_db_name_prefix = dj",
            "rgw_frontends = beast " + Listening(port),
            "rgw_enable_apis = s3, admin",
        ]);
        return Program(Gateway, "-f", "-n", "client.dj");
    }

    private string Listening(int port) => _isHttps
        ? $"ssl_endpoint=127.0.0.1:{port} ssl_certificate={Inside("server.pem")} ssl_private_key={Inside("server.key")}"
        : $"endpoint=127.0.0.1:{port}";

    private string Inside(string name) => SidFolder.Inside(_folder.Of(name));
}
