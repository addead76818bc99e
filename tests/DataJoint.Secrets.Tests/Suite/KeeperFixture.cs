using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>A place that keeps secrets, as <see cref="SecretManagerSuite"/> needs it: a stand-in, or a real one that was named for the tests.</summary>
public abstract class KeeperFixture : IAsyncDisposable
{
    /// <summary>In what is secret, so that it is found where it must not be.</summary>
    public const string Canary = "CANARY-4f1d";

    /// <summary>What goes wrong with reads; null where nothing can be made to go wrong.</summary>
    public abstract StandInFaults? Faults { get; }

    /// <summary>How many documents one call reads at most.</summary>
    public virtual int MaxDocuments => 1;

    /// <summary>A part of the words for who reads, such as the role's name.</summary>
    public abstract string Identity { get; }

    /// <summary>Keeps a document.</summary>
    /// <param name="name">Lower-case letters, digits and dashes.</param>
    /// <param name="json">A JSON object.</param>
    public abstract Task PutAsync(string name, string json);

    /// <summary>The reference to a document, without a field; whether it is kept or not.</summary>
    public abstract string ReferenceTo(string name);

    /// <summary>Keeps a document that the identity may not read.</summary>
    /// <returns>Its reference.</returns>
    public abstract Task<string> PutForbiddenAsync(string name, string json);

    /// <summary>A resolver that can log in.</summary>
    public abstract IBatchSecretResolver Open(SecretLimits limits);

    /// <summary>One whose login is refused: a wrong key, a wrong token.</summary>
    public abstract IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits);

    /// <summary>One that finds nothing to log in with.</summary>
    public abstract IBatchSecretResolver OpenWithoutLogin(SecretLimits limits);

    /// <summary>One whose address nobody listens at.</summary>
    public abstract IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
