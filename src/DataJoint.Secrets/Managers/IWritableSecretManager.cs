using DataJoint.Configuration;

namespace DataJoint.Secrets;

/// <summary>A secret manager whose documents can be replaced.</summary>
public interface IWritableSecretManager : ISecretManager
{
    /// <summary>Says why a document cannot be replaced, before anything is asked; such as a reference to one of its versions.</summary>
    /// <param name="reference">The reference.</param>
    /// <returns>Why, as the end of a sentence that begins with the reference; null when it can.</returns>
    string? FindWriteProblem(SecretReference reference);

    /// <summary>Replaces a document. Where the manager can compare, as Vault does, only the version that was read is replaced.</summary>
    /// <param name="document">The document; its field does not count.</param>
    /// <param name="edit">Makes the new text of the one that is there.</param>
    /// <param name="cancellationToken">Ends when the time for the call is over.</param>
    /// <exception cref="SecretException">It was not replaced, or nobody knows.</exception>
    Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken);
}
