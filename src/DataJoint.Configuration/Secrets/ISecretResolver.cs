namespace DataJoint.Configuration;

/// <summary>Knows the text of the secrets that references of one scheme name, for example those of a secret manager.</summary>
/// <remarks>
/// It is asked for each new physical connection, for each credential that a store's client is made from, and for each export, possibly by several threads
/// at once. What it throws is turned into a <see cref="SecretException"/> that tells the kind of exception only; one that it throws itself is passed on.
/// </remarks>
public interface ISecretResolver
{
    /// <summary>The scheme of the references, for messages; no secret.</summary>
    string Scheme { get; }

    /// <summary>Asks for a text.</summary>
    /// <param name="reference">What names it.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>The text, wrapped.</returns>
    ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The same on the caller's thread.</summary>
    /// <param name="reference">What names it.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>The text, wrapped.</returns>
    Secret Resolve(string reference, CancellationToken cancellationToken);
}
