namespace DataJoint.Servers.Tests;

/// <summary>A raw connection that has heard the server's first words.</summary>
internal interface IGreeting : IAsyncDisposable
{
    bool OffersTls { get; }

    /// <summary>Goes on with TLS and verifies the server's certificate against one authority.</summary>
    Task StartTlsAsync(string host, string authority);
}
