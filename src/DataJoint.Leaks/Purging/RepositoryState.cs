using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A repository as a purge finds it: its directories, work trees and refs.</summary>
internal sealed class RepositoryState
{
    private RepositoryState(GitProgram git, string directory, string name)
    {
        Git = git;
        Directory = directory;
        Name = name;
    }

    /// <summary>git, for the repository as a whole.</summary>
    public GitProgram Git { get; }

    /// <summary>The directory of git's own files, which all work trees share.</summary>
    public string Directory { get; }

    /// <summary>The directory that people call the repository.</summary>
    public string Name { get; }

    /// <summary>The bytes of an id.</summary>
    public int IdLength { get; private set; }

    public IReadOnlyList<WorkTree> WorkTrees { get; private set; } = [];

    /// <summary>All refs and detached HEADs, of all work trees.</summary>
    public IReadOnlyList<RefEntry> Refs { get; private set; } = [];

    /// <summary>The entries of the stash, which are in its reflog alone.</summary>
    public IReadOnlyList<GitObjectId> Stashes { get; private set; } = [];

    /// <summary>The ids of commits in the file of grafts.</summary>
    public IReadOnlyList<GitObjectId> Grafts { get; private set; } = [];

    public string StashLog => Path.Combine(Directory, "logs", "refs", "stash");

    public string GraftFile => Path.Combine(Directory, "info", "grafts");

    /// <summary>The directory for what a purge keeps of its own.</summary>
    public string OwnDirectory => Path.Combine(Directory, "djc-purge");

    /// <summary>Opens the repository of a directory.</summary>
    /// <exception cref="PurgeException">There is none.</exception>
    /// <exception cref="GitException">git could not answer.</exception>
    public static async Task<RepositoryState> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        string root = GitRepository.FindRoot(directory) ?? directory;
        GitProgram git = GitProgram.Find(directory, root) ?? throw GitException.Unavailable("git is not installed, and a purge needs it", "Install git.");
        GitAnswer answer = await git.RunAsync(
            ["rev-parse", "--path-format=absolute", "--git-common-dir", "--show-object-format", "--absolute-git-dir", "--is-bare-repository"], null, cancellationToken)
            .ConfigureAwait(false);
        string[] lines = Encoding.UTF8.GetString(answer.Output).Split('\n');
        if (answer.ExitCode != 0 || lines.Length < 4)
        {
            throw new PurgeException(PurgeRules.Impossible, $"{Display.Sanitize(directory, 400)} is not in a git repository: {answer.Complaint}", "Run it in the repository.");
        }

        string common = Path.GetFullPath(lines[0]);
        bool isOwnTree = lines[3] == "false" && Path.GetFullPath(lines[2]) == common && root != common;
        string? files = Path.GetFileName(common) == ".git" ? Path.GetDirectoryName(common)! : isOwnTree ? root : null;
        GitProgram whole = GitProgram.Find(common, common)!.With(new("GIT_DIR", common), new("GIT_GRAFT_FILE", null));
        whole = await SilentGit.CreateAsync(whole, cancellationToken).ConfigureAwait(false);
        RepositoryState state = new(whole, common, files ?? common) { IdLength = lines[1] == "sha256" ? 32 : 20 };
        await state.ReadWorkTreesAsync(files, cancellationToken).ConfigureAwait(false);
        await state.ReadRefsAsync(cancellationToken).ConfigureAwait(false);
        return state;
    }

    /// <summary>Reads the refs again.</summary>
    public async Task ReadRefsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RefEntry> refs = new(StringComparer.Ordinal);
        foreach (WorkTree tree in WorkTrees)
        {
            GitAnswer answer = await tree.Git.RunAsync(["for-each-ref", "--format=%(refname) %(objectname) %(symref)"], null, cancellationToken).ConfigureAwait(false);
            if (answer.ExitCode != 0 || answer.Complaint.Length > 0)
            {
                throw new PurgeException(PurgeRules.Impossible, $"git cannot list the refs: {answer.Complaint}", "Run: git fsck; delete a ref that leads nowhere with git update-ref -d.");
            }

            foreach (string line in Encoding.Latin1.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] words = line.Split(' ');
                if (words.Length > 2 && words[2].Length > 0)
                {
                    continue; // it follows the ref that it names
                }

                string name = IsOfWorkTree(words[0]) ? tree.Prefix + words[0] : words[0];
                refs[name] = new RefEntry(name, ObjectDigits.Read(words[1]));
            }

            if (await FindDetachedAsync(tree.Git, cancellationToken).ConfigureAwait(false) is GitObjectId head)
            {
                refs[tree.Prefix + "HEAD"] = new RefEntry(tree.Prefix + "HEAD", head);
            }
        }

        Refs = [.. refs.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        Stashes = [.. ReadLines(StashLog).Select(line => line.Split(' ', 3)).Where(words => words.Length == 3).Select(words => ObjectDigits.Read(words[1]))];
        Grafts =
        [
            .. ReadLines(GraftFile).Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(ObjectDigits.Read),
        ];
    }

    /// <summary>The lines of a file of git's, one character for each byte; none when it is not there.</summary>
    public static string[] ReadLines(string file) =>
        File.Exists(file) ? File.ReadAllText(file, Encoding.Latin1).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static bool IsOfWorkTree(string name) =>
        name.StartsWith("refs/bisect/", StringComparison.Ordinal) || name.StartsWith("refs/worktree/", StringComparison.Ordinal) || name.StartsWith("refs/rewritten/", StringComparison.Ordinal);

    private static async Task<GitObjectId?> FindDetachedAsync(GitProgram git, CancellationToken cancellationToken)
    {
        GitAnswer symbolic = await git.RunAsync(["symbolic-ref", "--quiet", "HEAD"], null, cancellationToken).ConfigureAwait(false);
        GitAnswer head = symbolic.ExitCode == 0 ? symbolic : await git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], null, cancellationToken).ConfigureAwait(false);
        return symbolic.ExitCode != 0 && head.ExitCode == 0 ? ObjectDigits.Read(Encoding.ASCII.GetString(head.Output).TrimEnd('\n')) : null;
    }

    private async Task ReadWorkTreesAsync(string? files, CancellationToken cancellationToken)
    {
        List<WorkTree> found = [await WorkTree.OpenAsync("", Directory, files, cancellationToken).ConfigureAwait(false)];
        string linked = Path.Combine(Directory, "worktrees");
        foreach (string own in System.IO.Directory.Exists(linked) ? System.IO.Directory.GetDirectories(linked) : [])
        {
            string[] link = ReadLines(Path.Combine(own, "gitdir"));
            string? root = link.Length > 0 ? Path.GetDirectoryName(Path.GetFullPath(link[0], own)) : null;
            string prefix = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes($"worktrees/{Path.GetFileName(own)}/"));
            root = root is not null && Path.Exists(Path.Combine(root, ".git")) ? root : null;
            found.Add(await WorkTree.OpenAsync(prefix, own, root, cancellationToken).ConfigureAwait(false));
        }

        WorkTrees = found;
    }
}
