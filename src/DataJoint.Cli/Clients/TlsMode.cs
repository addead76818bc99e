namespace DataJoint.Cli.Clients;

/// <summary>How much TLS a client is told to insist on.</summary>
internal enum TlsMode
{
    /// <summary>None.</summary>
    Off,

    /// <summary>When the server offers it.</summary>
    Preferred,

    /// <summary>Always; any certificate is accepted.</summary>
    Required,

    /// <summary>Always, with a certificate that the CA signed.</summary>
    VerifyCa,

    /// <summary>Always, with a certificate that the CA signed for this host.</summary>
    VerifyFull,
}
