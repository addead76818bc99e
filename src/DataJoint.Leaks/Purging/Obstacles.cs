using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>What keeps a repository from being purged: found before anything is changed.</summary>
internal sealed class Obstacles(RepositoryState state)
{
    /// <summary>What git leaves in a directory while something is under way, and what ends it.</summary>
    private static readonly (string Name, string What, string End)[] Begun =
    [
        ("rebase-merge", "a rebase", "git rebase --continue or --abort"),
        ("rebase-apply", "a rebase or am", "git rebase --continue or --abort (git am --continue or --abort)"),
        ("MERGE_HEAD", "a merge", "git commit or git merge --abort"),
        ("CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue or --abort"),
        ("REVERT_HEAD", "a revert", "git revert --continue or --abort"),
        ("sequencer", "a cherry-pick or revert", "git cherry-pick --continue or --abort"),
        ("BISECT_LOG", "a bisect", "git bisect reset"),
    ];

    private const int ShownLocks = 20;

    /// <summary>The folders that are rewritten, with all that is in them.</summary>
    private static readonly string[] Linkless = ["refs", "logs", "info", "worktrees", "objects", "rr-cache", "lost-found", "djc-purge"];

    /// <summary>What people link in a repository, and a purge does not write.</summary>
    private static readonly string[] Untouched = ["hooks", "config", "annex", "description", "lfs", "modules"];

    /// <summary>Looks at the repository itself.</summary>
    /// <exception cref="PurgeException">It cannot be purged.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        string objects = Path.Combine(state.Directory, "objects");
        Refuse(
            File.Exists(Path.Combine(state.Directory, "shallow")), "the clone is shallow: commits are missing", "Run: git fetch --unshallow");
        Refuse(
            new FileInfo(Path.Combine(objects, "info", "alternates")) is { Exists: true, Length: > 0 }, "the repository borrows objects of another one (objects/info/alternates)",
            "Run: git repack -a -d && rm " + (ShellWord.From(Path.Combine(objects, "info", "alternates")) ?? "the file"));
        CheckLinks();
        await CheckConfigurationAsync(cancellationToken).ConfigureAwait(false);
        Refuse(
            Directory.Exists(Path.Combine(objects, "pack")) && Directory.GetFiles(Path.Combine(objects, "pack"), "*.promisor").Length > 0,
            "the clone is partial: objects are missing", "Purge a whole clone: git clone URL");
        foreach (WorkTree tree in state.WorkTrees)
        {
            CheckBegun(tree);
        }

        CheckLocks();
    }

    /// <summary>Values in the names of refs and in git's own settings no purge can change.</summary>
    /// <exception cref="PurgeException">One is there.</exception>
    public void CheckNames(ValueText values)
    {
        foreach (RefEntry entry in state.Refs)
        {
            Refuse(
                values.Holds(Encoding.Latin1.GetBytes(entry.Name)), $"the name of a ref holds the value: {Show(values, entry.Name)}",
                "Rename the branch or tag, or delete it with git update-ref -d.");
        }

        foreach (string file in state.WorkTrees.Select(tree => Path.Combine(tree.GitDirectory, "config.worktree")).Prepend(Path.Combine(state.Directory, "config")).Where(File.Exists))
        {
            Refuse(
                values.Holds(File.ReadAllBytes(file)), $"{Display.Sanitize(Path.GetRelativePath(state.Directory, file))} of the repository holds the value, such as in the address of a remote",
                "Change it: git remote set-url, or git config.");
        }
    }

    private static string Show(ValueText values, string name) => Display.Sanitize(values.Mask(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name))), 400);

    /// <summary>What a link leads to is another repository's, or no repository's at all: it would be emptied and deleted there.</summary>
    private void CheckLinks()
    {
        Stack<DirectoryInfo> open = new(Linkless.Select(name => new DirectoryInfo(Path.Combine(state.Directory, name))));
        FileSystemInfo? link = new DirectoryInfo(state.Directory).EnumerateFileSystemInfos()
            .FirstOrDefault(entry => entry.LinkTarget is not null && !Untouched.Contains(entry.Name));
        while (link is null && open.TryPop(out DirectoryInfo? folder))
        {
            foreach (FileSystemInfo entry in folder.Exists ? folder.EnumerateFileSystemInfos() : [])
            {
                link ??= entry.LinkTarget is not null ? entry : null;
                if (entry is DirectoryInfo { LinkTarget: null } inner)
                {
                    open.Push(inner);
                }
            }
        }

        Refuse(link is not null, $"a part of the repository is a link: {Display.Sanitize(link?.FullName ?? "", 400)}", "Purge a clone: git clone --mirror.");
    }

    private async Task CheckConfigurationAsync(CancellationToken cancellationToken)
    {
        GitAnswer answer = await state.Git.RunAsync(["config", "--local", "--list", "-z"], null, cancellationToken).ConfigureAwait(false);
        foreach (string setting in answer.ToList())
        {
            string[] parts = setting.Split('\n', 2);
            string value = parts.Length > 1 ? parts[1] : "";
            Refuse(
                parts[0] == "extensions.partialclone" || (parts[0].EndsWith(".promisor", StringComparison.Ordinal) && value == "true"),
                "the clone is partial: objects are missing", "Purge a whole clone: git clone URL");
            Refuse(
                parts[0] == "extensions.preciousobjects" && value != "false", "the repository keeps all its objects, because others borrow them (extensions.preciousObjects)",
                "Purge those repositories first, and let them borrow no more.");
            Refuse(
                parts[0] == "extensions.refstorage" && value != "files", $"the refs are kept as {Display.Sanitize(value)}, which djc does not know",
                "Run: git refs migrate --ref-format=files");
        }
    }

    private static void CheckBegun(WorkTree tree)
    {
        foreach ((string name, string what, string end) in Begun)
        {
            Refuse(
                Path.Exists(Path.Combine(tree.GitDirectory, name)), $"{what} is in progress in {Display.Sanitize(tree.Root ?? tree.GitDirectory, 400)}", $"End it first: {end}");
        }
    }

    /// <summary>Looks for what other programs leave while they work; once at first, and once more right before refs move.</summary>
    /// <exception cref="PurgeException">One is at work.</exception>
    public void CheckLocks()
    {
        IEnumerable<string> directories = state.WorkTrees.Select(tree => tree.GitDirectory);
        string[] locks =
        [
            .. directories.SelectMany(own => Directory.GetFiles(own, "*.lock")),
            .. directories.Select(own => Path.Combine(own, "refs")).Where(Directory.Exists).SelectMany(refs => Directory.GetFiles(refs, "*.lock", SearchOption.AllDirectories)),
            .. new[] { Path.Combine(state.Directory, "gc.pid") }.Where(File.Exists),
        ];
        string more = locks.Length > ShownLocks ? FormattableString.Invariant($" and {locks.Length - ShownLocks} more") : "";
        Refuse(
            locks.Length > 0, $"another program works in the repository: {string.Join(", ", locks.Take(ShownLocks).Select(file => Display.Sanitize(file, 400)))}{more}",
            $"Wait until it has ended; when none runs, it was killed: delete the {(locks.Length > 1 ? "files" : "file")}.");
    }

    private static void Refuse(bool isObstacle, string message, string hint)
    {
        if (isObstacle)
        {
            throw new PurgeException(PurgeRules.Impossible, message, hint);
        }
    }
}
