namespace DataJoint.Servers;

/// <summary>Makes the directory of one database server: its data, its certificates and what it reads at its start.</summary>
internal sealed class DatabaseFiles
{
    private readonly string? _chroot;

    private DatabaseFiles(RunFolder folder, string? chroot) => (Folder, _chroot) = (folder, chroot);

    public RunFolder Folder { get; }

    /// <summary>The same files, as we call them.</summary>
    public ServerFiles Ours => new(Folder.Path);

    /// <summary>As the server calls them.</summary>
    public ServerFiles Theirs => new(_chroot is null ? Folder.Path : SidFolder.Inside(Folder.Path));

    /// <summary>Copies the template's data and the certificates into a new directory, for the user that the server runs as.</summary>
    public static async Task<DatabaseFiles> MakeAsync(DatabasePackage package, DatabaseOptions options, CancellationToken cancellation)
    {
        var files = new DatabaseFiles(RunFolder.Below(package.Parent), package.Chroot);
        try
        {
            await new DataTemplate(package.Parent, package.Name).CopyAsync(files.Ours.Data, package.Initialise, cancellation);
            foreach (string path in files.AddCertificates(options))
            {
                await SystemUser.GiveAsync(package.User, path, package.Chroot, cancellation);
            }

            return files;
        }
        catch
        {
            files.Folder.Dispose();
            throw;
        }
    }

    /// <summary>A new directory with the certificates only, for a server that makes its data elsewhere.</summary>
    public static DatabaseFiles ForContainer(DatabaseOptions options)
    {
        var files = new DatabaseFiles(RunFolder.Below(ServersDirectory.Runs), chroot: null);
        files.AddCertificates(options);
        return files;
    }

    /// <summary>Gives the names of the new files as the server calls them.</summary>
    private List<string> AddCertificates(DatabaseOptions options)
    {
        List<string> added = [];
        if (options.Certificate is { } certificate)
        {
            File.Copy(certificate.CertificateFile, Ours.Certificate);
            File.Copy(certificate.KeyFile, Ours.Key);
            added.AddRange([Theirs.Certificate, Theirs.Key]);
        }

        if (options.ClientAuthorityFile is { } authority)
        {
            File.Copy(authority, Ours.ClientAuthority);
            added.Add(Theirs.ClientAuthority);
        }

        return added;
    }
}
