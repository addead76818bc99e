using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>The files that a scan looks at, from what was named on the command line.</summary>
internal sealed class ScannedFiles(CommandContext context, string directory, bool includesIgnored, bool followsRepositories)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];

    /// <summary>Paths from the current directory, with <c>/</c>, each once.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Those that the command line has itself.</summary>
    public IReadOnlySet<string> Named => _named;

    /// <summary>Adds files, and those of directories.</summary>
    /// <exception cref="CommandException">One is not there.</exception>
    public async Task AddAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        foreach (string word in words.Count == 0 ? ["."] : words)
        {
            string full = LocalFile.Resolve(context, word);
            string below = Path.GetRelativePath(directory, full).Replace(Path.DirectorySeparatorChar, '/');
            if (Directory.Exists(full))
            {
                await AddDirectoryAsync(full, (below == "." ? "" : below + "/", words.Count > 0), cancellationToken);
            }
            else if (File.Exists(full))
            {
                _named.Add(below);
                Add(below);
            }
            else
            {
                throw CommandException.UsageError($"{Display.Quote(word)}: no such file or directory");
            }
        }
    }

    private async Task AddDirectoryAsync(string full, (string Prefix, bool IsNamed) what, CancellationToken cancellationToken)
    {
        if (GitRepository.FindBare(full) == full)
        {
            throw new CommandException(ExitCode.Failure, $"{Display.Sanitize(full, 400)} is what git keeps of a repository: it has no files of its own", "djc scan --history");
        }

        string prefix = what.Prefix;
        foreach (string path in await ListAsync(full, what.IsNamed, cancellationToken))
        {
            string inner = Path.Combine(full, path.TrimEnd('/'));
            if (followsRepositories && new DirectoryInfo(inner) is { Exists: true, LinkTarget: null } && GitRepository.FindRoot(inner) == inner)
            {
                await AddDirectoryAsync(inner, ($"{prefix}{path.TrimEnd('/')}/", false), cancellationToken);
            }
            else if (path.EndsWith('/'))
            {
                context.WriteNote($"{Display.Sanitize(prefix + path)} is a repository of its own, and was not scanned: djc scan --submodules");
            }
            else
            {
                Add(prefix + path);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(string full, bool isNamed, CancellationToken cancellationToken)
    {
        if (!includesIgnored)
        {
            try
            {
                if (GitRepository.Open(full) is GitRepository repository && await repository.ExistsAsync(cancellationToken))
                {
                    IReadOnlyList<string> files = await new GitObjects(repository).ListWorkingFilesAsync(["."], cancellationToken);
                    return files.Count > 0 || !isNamed ? files : DirectoryFiles.List(full, "", respectsIgnore: false); // ignored, and named all the same
                }
            }
            catch (GitException)
            {
                // Without git, or where it refuses, the files are read all the same.
            }
        }

        return DirectoryFiles.List(full, "", respectsIgnore: !includesIgnored);
    }

    private void Add(string path)
    {
        if (_seen.Add(path))
        {
            _paths.Add(path);
        }
    }
}
