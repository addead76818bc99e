using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>The repository that <c>.secrets/</c> itself is: a submodule, or one that nobody meant.</summary>
internal static class SecretsRepository
{
    /// <summary>Opens it.</summary>
    /// <param name="secrets">The directory.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The repository, or null where git sees none: an entry named <c>.git</c> alone makes none, and keeps no file out of the project's.</returns>
    public static async Task<GitRepository?> OpenAsync(string secrets, CancellationToken cancellationToken) =>
        GitRepository.FindRoot(secrets) == secrets && GitRepository.Open(secrets) is GitRepository own && await own.ExistsAsync(cancellationToken).ConfigureAwait(false)
            ? own
            : null;
}
