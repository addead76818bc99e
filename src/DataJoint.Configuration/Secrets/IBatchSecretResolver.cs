namespace DataJoint.Configuration;

/// <summary>Resolves many references with as few questions as whoever keeps the secrets allows.</summary>
public interface IBatchSecretResolver : ISecretResolver
{
    /// <summary>Asks for several texts at once.</summary>
    /// <param name="references">What names them; each once.</param>
    /// <param name="cancellationToken">Gives the questions up.</param>
    /// <returns>An answer for each, in the same order: one that cannot be had does not keep the others.</returns>
    Task<IReadOnlyList<SecretAnswer>> ResolveAllAsync(IReadOnlyList<string> references, CancellationToken cancellationToken);
}
