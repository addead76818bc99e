namespace DataJoint.Servers;

/// <summary>A certificate for a server and its private key, both PEM files.</summary>
/// <param name="CertificateFile">The server's own certificate.</param>
/// <param name="KeyFile">Its key, which only the owner may read.</param>
public sealed record ServerCertificate(string CertificateFile, string KeyFile);
