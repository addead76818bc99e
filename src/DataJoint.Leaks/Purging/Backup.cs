using System.Security.Cryptography;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The bundle that holds the history as it was, for its owner alone.</summary>
internal static class Backup
{
    private const string NamePrefix = "refs/djc-backup/";

    /// <summary>The file: the one that was named, else one beside the repository that does not exist yet.</summary>
    /// <exception cref="PurgeException">It would be in the repository, or is there already.</exception>
    public static string FindFile(RepositoryState state, string? named)
    {
        string above = Path.GetDirectoryName(state.Name) ?? state.Name;
        string stem = Path.Combine(above, Path.GetFileNameWithoutExtension(state.Name) is { Length: > 0 } own ? own : "repository") + "-before-purge";
        string? begun = ReadBegun(state) is string noted && (noted == (named is null ? null : Path.GetFullPath(named)) || (named is null && IsOurs(noted, stem))) ? noted : null;
        string file = named is null ? begun ?? stem + ".bundle" : Path.GetFullPath(named);
        for (int i = 2; named is null && file != begun && Path.Exists(file); i++)
        {
            file = FormattableString.Invariant($"{stem}-{i}.bundle");
        }

        string folder = Resolve(Path.GetDirectoryName(file) ?? file);
        string[] inside = [state.Directory, .. state.WorkTrees.Select(tree => tree.Root).OfType<string>().Select(Resolve)];
        if (inside.Any(place => IsBelow(folder + Path.DirectorySeparatorChar, place)))
        {
            throw new PurgeException(PurgeRules.Impossible, "the backup would be in the repository", "Name a file outside of it: --backup FILE.");
        }

        if ((GitRepository.FindRoot(folder) ?? GitRepository.FindBare(folder)) is string outer)
        {
            throw new PurgeException(PurgeRules.Impossible, $"the backup would be in another repository, {Display.Sanitize(outer, 400)}", "Name a file outside of it: --backup FILE.");
        }

        return !Path.Exists(file) || file == begun ? file
            : throw new PurgeException(PurgeRules.Impossible, $"the backup {Display.Sanitize(file, 400)} exists already", "Name another file: --backup FILE.");
    }

    /// <summary>Writes the bundle and reads it back.</summary>
    /// <exception cref="PurgeException">It cannot be written, or git finds the repository damaged.</exception>
    public static async Task WriteAsync(RepositoryState state, string file, CancellationToken cancellationToken)
    {
        var refs = state.Refs.ToDictionary(entry => NameOf(entry.Name), entry => entry.Id.ToString(), StringComparer.Ordinal);
        for (int i = 0; i < state.Stashes.Count; i++)
        {
            refs[FormattableString.Invariant($"{NamePrefix}stash/{state.Stashes.Count - 1 - i}")] = state.Stashes[i].ToString();
        }

        foreach (string id in await ListLoggedAsync(state, cancellationToken).ConfigureAwait(false))
        {
            refs[FormattableString.Invariant($"{NamePrefix}reflog/{refs.Count}")] = id;
        }

        string temporary = file + ".part";
        try
        {
            WholeFile.Write(NoteOf(state), Encoding.UTF8.GetBytes(file));
            await WriteAsync(state, temporary, refs, cancellationToken).ConfigureAwait(false);
            await CheckAsync(state, temporary, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new PurgeException(
                PurgeRules.Impossible, $"the backup {Display.Sanitize(file, 400)} cannot be written: {Display.Sanitize(failed.Message, 400)}", "Name another file: --backup FILE.", failed);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Forgets the backup of a purge that changed nothing.</summary>
    /// <param name="state">The repository.</param>
    /// <param name="written">The bundle that this run has written, or null. What a note names was not, as far as anybody knows.</param>
    public static void Withdraw(RepositoryState state, string? written)
    {
        if (written is not null)
        {
            File.Delete(written);
        }

        File.Delete(NoteOf(state));
    }

    /// <summary>Says which bundle a purge has begun to write, until it is finished: the next one may write it again.</summary>
    public static string NoteOf(RepositoryState state) => Path.Combine(state.OwnDirectory, "backup");

    private static string? ReadBegun(RepositoryState state) => File.Exists(NoteOf(state)) ? File.ReadAllText(NoteOf(state)) : null;

    /// <summary>The commits that only reflogs have, of all work trees, without those that are ancestors of others.</summary>
    private static async Task<IEnumerable<string>> ListLoggedAsync(RepositoryState state, CancellationToken cancellationToken)
    {
        byte[] stashes = Encoding.ASCII.GetBytes(string.Concat(state.Stashes.Select(id => $"^{id}\n")));
        GitAnswer answer = await state.Git.RunAsync(
            ["rev-list", "--parents", "--reflog", "--stdin", "--not", "--all"], stashes, cancellationToken, TimeSpan.FromHours(1)).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(
                PurgeRules.Impossible, $"the backup cannot be made, because a reflog names what is missing: {answer.Complaint}", "Run: git reflog expire --stale-fix --all");
        }

        List<string[]> commits = [.. Encoding.ASCII.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        return commits.Select(commit => commit[0]).Except(commits.SelectMany(commit => commit.Skip(1)), StringComparer.Ordinal);
    }

    /// <summary>Whether a name is one that this gives, whatever the repository says.</summary>
    private static bool IsOurs(string file, string stem) => file.StartsWith(stem, StringComparison.Ordinal) && file.EndsWith(".bundle", StringComparison.Ordinal)
        && file[stem.Length..^".bundle".Length] is var number && (number.Length == 0 || (number[0] == '-' && number[1..].All(char.IsAsciiDigit)));

    /// <summary>A HEAD that is detached is no ref of a bundle's; it gets a name.</summary>
    private static string NameOf(string name) => name.StartsWith("refs/", StringComparison.Ordinal) ? name : NamePrefix + name;

    /// <summary>Where a directory is when the links on its way are followed.</summary>
    private static string Resolve(string directory)
    {
        string at = Path.GetDirectoryName(directory) is string above ? Path.Combine(Resolve(above), Path.GetFileName(directory)) : directory;
        try
        {
            DirectoryInfo link = new(at);
            return link.LinkTarget is not null && link.ResolveLinkTarget(returnFinalTarget: true) is FileSystemInfo target ? Resolve(target.FullName) : at;
        }
        catch (IOException)
        {
            return at; // a circle of links, in which nothing can be written either
        }
    }

    private static bool IsBelow(string file, string directory) =>
        file.StartsWith(Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static async Task WriteAsync(RepositoryState state, string file, Dictionary<string, string> refs, CancellationToken cancellationToken)
    {
        File.Delete(file); // what an earlier run left; a file or link that somebody else puts there now is refused
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream target = new(file, options);
        await using (target.ConfigureAwait(false))
        {
            StringBuilder header = new(state.IdLength == 32 ? "# v3 git bundle\n@object-format=sha256\n" : "# v2 git bundle\n");
            foreach ((string name, string id) in refs.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                header.Append(id).Append(' ').Append(name).Append('\n');
            }

            target.Write(Encoding.Latin1.GetBytes(header.Append('\n').ToString()));
            byte[] tips = Encoding.ASCII.GetBytes(string.Concat(refs.Values.Distinct(StringComparer.Ordinal).Select(id => id + "\n")));
            GitAnswer answer = await state.Git.StreamAsync(
                ["pack-objects", "--revs", "--keep-true-parents", "--stdout", "--delta-base-offset", "-q"], async input => await input.WriteAsync(tips, cancellationToken).ConfigureAwait(false),
                output => output.CopyTo(target), cancellationToken).ConfigureAwait(false);
            if (answer.ExitCode != 0)
            {
                throw new PurgeException(PurgeRules.Impossible, $"the backup cannot be made: {answer.Complaint}", "Run: git fsck; a clone of another copy of the repository may have what is missing.");
            }

            target.Flush(flushToDisk: true);
        }
    }

    /// <summary>git reads the bundle, and the checksum at its end is that of its bytes on the disk.</summary>
    private static async Task CheckAsync(RepositoryState state, string file, CancellationToken cancellationToken)
    {
        GitAnswer answer = await state.Git.RunAsync(["bundle", "verify", "-q", file], null, cancellationToken, TimeSpan.FromHours(1)).ConfigureAwait(false);
        if (answer.ExitCode != 0 || !HasWholePack(file, state.IdLength))
        {
            throw new PurgeException(PurgeRules.Impossible, $"the backup cannot be read back: {answer.Complaint}", "Look at the disk, or name another file: --backup FILE.");
        }
    }

    private static bool HasWholePack(string file, int idLength)
    {
        using FileStream bundle = File.OpenRead(file);
        for (int last = 0, b; (b = bundle.ReadByte()) >= 0 && !(b == '\n' && last == '\n'); last = b)
        {
        }

        using var sum = IncrementalHash.CreateHash(idLength == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        byte[] buffer = new byte[64 * 1024];
        long left = bundle.Length - bundle.Position - idLength;
        while (left > 0)
        {
            int read = bundle.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            sum.AppendData(buffer.AsSpan(0, read));
            left = read == 0 ? -1 : left - read;
        }

        byte[] end = new byte[idLength];
        return left == 0 && bundle.ReadAtLeast(end, idLength, throwOnEndOfStream: false) == idLength && end.AsSpan().SequenceEqual(sum.GetHashAndReset());
    }
}
