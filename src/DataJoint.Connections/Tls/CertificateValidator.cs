using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tls;

/// <summary>Decides about the server's certificate as <c>database.tls.verify</c> says, and remembers what was seen. Asked in every handshake.</summary>
internal sealed class CertificateValidator
{
    private readonly TlsTarget _target;
    private int _handshakes;
    private volatile string? _problem;

    public CertificateValidator(TlsTarget target) => _target = target;

    /// <summary>Whether any handshake came as far as the server's certificate.</summary>
    public bool HasSeenTls => Handshakes > 0;

    /// <summary>How many handshakes came that far.</summary>
    public int Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>Why the last certificate that was rejected was, or null.</summary>
    public string? Problem => _problem;

    /// <summary>For <see cref="SslStream"/>.</summary>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Interlocked.Increment(ref _handshakes);
        if (!_target.IsVerified)
        {
            return true;
        }

        _problem = Judge(certificate, chain, errors);
        return _problem is null;
    }

    private string? Judge(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (CertificateChains.Read(certificate) is not X509Certificate2 own)
        {
            return "the server shows no certificate";
        }

        if (JudgeIssuer(own, presented) is string problem)
        {
            return problem;
        }

        return _target.Verify == "full" && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "it is for another host: " + CertificateChains.NamesOf(own)
            : null;
    }

    private string? JudgeIssuer(X509Certificate2 certificate, X509Chain? presented)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // server authentication
        foreach (X509ChainElement element in presented?.ChainElements.Cast<X509ChainElement>() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        X509Certificate2Collection? authorities = null;
        if (_target.Ca is not null)
        {
            try
            {
                authorities = TlsFiles.LoadAuthorities(_target.Ca);
            }
            catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
            {
                return $"the authorities cannot be read from {Display.Sanitize(_target.Ca, 400)}";
            }
        }

        return CertificateChains.Build(chain, certificate, authorities) ? null : Describe(certificate, chain.ChainStatus);
    }

    private string Describe(X509Certificate2 certificate, X509ChainStatus[] status)
    {
        X509ChainStatusFlags all = status.Aggregate(X509ChainStatusFlags.NoError, (sum, one) => sum | one.Status);
        if ((all & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0)
        {
            string issuer = Display.Sanitize(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
            return _target.Ca is null
                ? $"its issuer \"{issuer}\" is not an authority that this system trusts"
                : $"its issuer \"{issuer}\" is not an authority in {Display.Sanitize(_target.Ca, 400)}";
        }

        if ((all & X509ChainStatusFlags.NotTimeValid) != 0)
        {
            return FormattableString.Invariant(
                $"it is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC only");
        }

        return "it is not valid: " + string.Join(", ", status.Select(one => one.Status.ToString()).Distinct());
    }
}
