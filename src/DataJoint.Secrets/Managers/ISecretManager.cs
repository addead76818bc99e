using DataJoint.Configuration;

namespace DataJoint.Secrets;

/// <summary>Reads what is kept in one kind of place: a secret manager, a file. One class makes a scheme: <see cref="ManagedSecrets"/> does the rest.</summary>
public interface ISecretManager
{
    /// <summary>The scheme of its references.</summary>
    string Scheme { get; }

    /// <summary>How many documents one call can read; at least 1.</summary>
    int MaxDocuments { get; }

    /// <summary>Which documents can share a call: only those of one group do, such as a region's. By default all.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The group's name.</returns>
    string GroupOf(SecretReference document) => "";

    /// <summary>Who is asked for a document, with the address, so that messages can name it when no answer comes. By default nobody is named.</summary>
    /// <param name="document">The document.</param>
    /// <returns>For example <c>Vault at vault.example.org:8200</c>; null when that is not known.</returns>
    string? DescribeServer(SecretReference document) => null;

    /// <summary>Says what is wrong with a reference before anything is asked.</summary>
    /// <param name="reference">The reference.</param>
    /// <returns>What is wrong, as the end of a sentence that begins with the reference; or null.</returns>
    string? FindProblem(SecretReference reference);

    /// <summary>Reads documents with one call.</summary>
    /// <param name="documents">What is asked for: at most <see cref="MaxDocuments"/>, each once. Their fields do not count.</param>
    /// <param name="cancellationToken">Ends when the time for the call is over.</param>
    /// <returns>
    /// What came of each, in the same order: the whole text, from which a field is taken afterwards as from JSON; or why it could not be had.
    /// </returns>
    /// <exception cref="SecretException">None of them could be had. When it is transient, the call is made again.</exception>
    Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken);
}
