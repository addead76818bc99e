namespace DataJoint.Servers;

/// <summary>The directory of one database server: its data and its certificates, which belong to the user that it runs as.</summary>
internal sealed class DatabaseFiles
{
    private readonly string? _chroot;

    private DatabaseFiles(RunFolder folder, string? chroot) => (Folder, _chroot) = (folder, chroot);

    public RunFolder Folder { get; }

    /// <summary>As the server calls it.</summary>
    public string Data => Inside("data");

    public string CertificateFile => Inside("server.pem");

    public string KeyFile => Inside("server.key");

    public string ClientAuthorityFile => Inside("client-ca.pem");

    /// <summary>Copies the template's data and the certificates into a new directory.</summary>
    public static async Task<DatabaseFiles> MakeAsync(DatabasePackage package, DatabaseOptions options, CancellationToken cancellation)
    {
        RunFolder folder = RunFolder.Below(package.Parent);
        var files = new DatabaseFiles(folder, package.Chroot);
        try
        {
            await new DataTemplate(package.Parent, package.Name).CopyAsync(folder.Of("data"), package.Initialise, cancellation);
            await files.AddCertificatesAsync(package.User, options, cancellation);
            return files;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public string Inside(string name) => _chroot is null ? Folder.Of(name) : SidFolder.Inside(Folder.Of(name));

    private async Task AddCertificatesAsync(string user, DatabaseOptions options, CancellationToken cancellation)
    {
        if (options.Certificate is { } certificate)
        {
            File.Copy(certificate.CertificateFile, Folder.Of("server.pem"));
            File.Copy(certificate.KeyFile, Folder.Of("server.key"));
            await SystemUser.GiveAsync(user, KeyFile, _chroot, cancellation);
            await SystemUser.GiveAsync(user, CertificateFile, _chroot, cancellation);
        }

        if (options.ClientAuthorityFile is { } authority)
        {
            File.Copy(authority, Folder.Of("client-ca.pem"));
            await SystemUser.GiveAsync(user, ClientAuthorityFile, _chroot, cancellation);
        }
    }
}
