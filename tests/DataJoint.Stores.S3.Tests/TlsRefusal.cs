namespace DataJoint.Stores.S3.Tests;

/// <summary>How servers that speak TLS only end a plain connection.</summary>
public enum TlsRefusal
{
    /// <summary>Without a word.</summary>
    Close,

    /// <summary>Without a word, and with what came still unread.</summary>
    Reset,

    /// <summary>With the alert that TLS has for it.</summary>
    Alert,

    /// <summary>As the runtime's own implementation does.</summary>
    OfSslStream,
}
