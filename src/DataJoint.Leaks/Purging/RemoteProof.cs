using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Clones a remote repository and examines the clone.</summary>
internal static class RemoteProof
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static async Task<PurgeProof> RunAsync(string directory, string url, PurgeOptions options, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("djc-purge-"); // for its owner alone
        try
        {
            string clone = Path.Combine(folder.FullName, "clone.git");
            await CloneAsync(folder.FullName, await FindAddressAsync(directory, url, cancellationToken).ConfigureAwait(false), clone, cancellationToken).ConfigureAwait(false);
            RepositoryState state = await RepositoryState.OpenAsync(clone, cancellationToken).ConfigureAwait(false);
            string[] values = [.. options.Values.Where(value => value.IsResolved).Select(value => value.Reveal()).Where(value => value.Trim().Length >= SecretForms.MinLength)];
            ProofReader reader = new(state, new GitObjectReader(state.Git), options.Paths, values.Length > 0 ? new ValueText(values) : null);
            PurgeProof proof = await reader.RunAsync(cancellationToken).ConfigureAwait(false);
            return proof.With(new PurgeRun(state, options).FindAgain(cancellationToken));
        }
        finally
        {
            foreach (FileInfo file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                file.Attributes = FileAttributes.Normal; // git's objects are read-only
            }

            folder.Delete(recursive: true);
        }
    }

    /// <summary>The address of a remote that the repository has a name for; else what was given.</summary>
    private static async Task<string> FindAddressAsync(string directory, string url, CancellationToken cancellationToken)
    {
        string root = GitRepository.FindRoot(directory) ?? directory;
        GitProgram git = GitProgram.Find(directory, root) ?? throw GitException.Unavailable("git is not installed, and a purge needs it", "Install git.");
        GitAnswer answer = await git.RunAsync(["config", "--get", $"remote.{url}.url"], null, cancellationToken).ConfigureAwait(false);
        string named = Encoding.UTF8.GetString(answer.Output).TrimEnd('\n');
        string found = answer.ExitCode == 0 && named.Length > 0 ? named : url;
        return Directory.Exists(Path.Combine(directory, found)) ? Path.GetFullPath(found, directory) : found;
    }

    /// <summary>The transports of git's own, with the user's settings; none that runs a command that an address names.</summary>
    private static async Task CloneAsync(string folder, string url, string clone, CancellationToken cancellationToken)
    {
        GitProgram git = GitProgram.Find(folder, folder)!.With(new KeyValuePair<string, string?>("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh"));
        GitAnswer ssh = await git.RunAsync(["config", "--global", "--get", "core.sshCommand"], null, cancellationToken).ConfigureAwait(false);
        string command = ssh.ExitCode == 0 ? Encoding.UTF8.GetString(ssh.Output).TrimEnd('\n') : "ssh";
        GitAnswer answer = await git.RunAsync(
            ["-c", "core.sshCommand=" + command, "clone", "--quiet", "--mirror", "--no-local", "--", url, clone], null, cancellationToken, Longest).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Impossible, $"the remote repository cannot be cloned: {answer.Complaint}", "Look at the address, and at who may read it: git ls-remote URL");
        }
    }
}
