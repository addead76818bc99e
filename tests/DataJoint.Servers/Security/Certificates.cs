using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DataJoint.Servers;

/// <summary>
/// A certificate authority with what a test needs of it, as PEM files in a directory of its own. Everything is new, and the keys are only their owner's to read.
/// </summary>
public sealed class Certificates : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Lazy<Certificates> Common = new(ForThisProcess);

    private readonly RunFolder _folder = RunFolder.Below(ServersDirectory.Runs);

    /// <summary>Makes all of them; takes about a second.</summary>
    public Certificates()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        (DateTimeOffset soon, DateTimeOffset past) = (now.AddHours(1), now.AddHours(-1));
        using var own = new Authority("CN=DataJoint test CA", now);
        using var foreign = new Authority("CN=DataJoint foreign test CA", now);
        // Making keys is what takes the time: the certificates of one kind share theirs.
        using var server = RSA.Create(2048);
        using var client = RSA.Create(2048);
        CaFile = Write("ca.pem", own.Certificate);
        ForeignCaFile = Write("foreign-ca.pem", foreign.Certificate);
        Valid = Issue(own, "server", server, new CertificateOrder("localhost", soon));
        Expired = Issue(own, "expired", server, new CertificateOrder("localhost", past));
        WrongHost = Issue(own, "wrong-host", server, new CertificateOrder("other.invalid", soon));
        Foreign = Issue(foreign, "foreign", server, new CertificateOrder("localhost", soon));
        Client = Issue(own, "client", client, new CertificateOrder("dj", soon) { IsClient = true });
        ForeignClient = Issue(foreign, "foreign-client", client, new CertificateOrder("dj", soon) { IsClient = true });
    }

    /// <summary>One set for all tests of this process; deleted when it ends.</summary>
    public static Certificates Shared => Common.Value;

    /// <summary>The authority that a client should trust.</summary>
    public string CaFile { get; }

    /// <summary>Another authority, which issued <see cref="Foreign"/> and <see cref="ForeignClient"/>.</summary>
    public string ForeignCaFile { get; }

    /// <summary>For <c>localhost</c>, 127.0.0.1 and ::1, and good for an hour.</summary>
    public ServerCertificate Valid { get; }

    /// <summary>Ran out an hour ago; otherwise like <see cref="Valid"/>.</summary>
    public ServerCertificate Expired { get; }

    /// <summary>For <c>other.invalid</c> only; otherwise like <see cref="Valid"/>.</summary>
    public ServerCertificate WrongHost { get; }

    /// <summary>From the other authority; otherwise like <see cref="Valid"/>.</summary>
    public ServerCertificate Foreign { get; }

    /// <summary>A client's, with the common name <c>dj</c>.</summary>
    public ServerCertificate Client { get; }

    /// <summary>A client's from the other authority.</summary>
    public ServerCertificate ForeignClient { get; }

    /// <summary>Where the files are.</summary>
    public string Directory => _folder.Path;

    /// <summary>Deletes the files.</summary>
    public void Dispose() => _folder.Dispose();

    private static Certificates ForThisProcess()
    {
        try
        {
            var certificates = new Certificates();
            ProcessEnd.Add(certificates.Dispose);
            return certificates;
        }
        catch (CryptographicException incapable) when (OperatingSystem.IsWindows())
        {
            throw new UnavailableException($"no certificates can be made here, as under Wine: {incapable.Message}");
        }
    }

    private ServerCertificate Issue(Authority authority, string name, RSA key, CertificateOrder order)
    {
        using X509Certificate2 certificate = authority.Issue(key, order);
        return new ServerCertificate(Write(name + ".pem", certificate), WriteKey(name + ".key", key));
    }

    private string Write(string name, X509Certificate2 certificate)
    {
        string path = _folder.Of(name);
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n");
        return path;
    }

    private string WriteKey(string name, RSA key)
    {
        string path = _folder.Of(name);
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : OwnerOnly;
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        return path;
    }
}
