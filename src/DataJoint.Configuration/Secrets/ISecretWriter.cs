namespace DataJoint.Configuration;

/// <summary>Also writes the texts that references name. A rotation asks for it when a credential is kept elsewhere.</summary>
public interface ISecretWriter : ISecretResolver
{
    /// <summary>Says why the texts of some references cannot be written at once, before anything is asked.</summary>
    /// <param name="references">What names them.</param>
    /// <returns>Why, as the end of a sentence that begins with what they are; null when they can.</returns>
    string? FindWriteProblem(IReadOnlyList<string> references);

    /// <summary>Writes all of the texts, or none.</summary>
    /// <param name="texts">What names each, and its new text.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SecretException">They were not written; or, when it is transient, nobody knows.</exception>
    Task WriteAsync(IReadOnlyList<KeyValuePair<string, Secret>> texts, CancellationToken cancellationToken);
}
