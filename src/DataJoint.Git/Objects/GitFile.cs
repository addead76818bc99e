using DataJoint.Configuration;

namespace DataJoint.Git.Objects;

/// <summary>
/// The files of a repository that name others. Only regular files are opened, since a pipe would block for ever, and no link is followed out of the repository: whoever made it
/// may want to see in a message what another file says.
/// </summary>
internal static class GitFile
{
    private const int LargestText = 1 << 20;

    /// <summary>Whether there is anything of this path.</summary>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>A small file, or null when nothing has this path.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="root">The directory of git's own files that it belongs to.</param>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static string? ReadText(string path, string root) => Exists(path)
        ? ObjectFault.Guard(path, () =>
        {
            Check(path, root);
            return new FileInfo(path).Length <= LargestText ? File.ReadAllText(path) : throw new InvalidDataException("it is larger than 1 MiB");
        })
        : null;

    /// <summary>The lines of a file of any size; none when nothing has this path.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="root">The directory of git's own files that it belongs to.</param>
    /// <exception cref="GitException">It is not a regular file, or a link that leads elsewhere.</exception>
    public static IEnumerable<string> ReadLines(string path, string root)
    {
        if (!Exists(path))
        {
            return [];
        }

        ObjectFault.Guard(path, () => Check(path, root));
        return File.ReadLines(path);
    }

    /// <summary>Looks at a file before it is opened.</summary>
    /// <exception cref="InvalidDataException">It is not a regular file, or a link that leads elsewhere.</exception>
    public static void Check(string path, string root)
    {
        CheckKind(path);
        if (new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is FileSystemInfo target && !IsBelow(target.FullName, root))
        {
            throw new InvalidDataException("it is a link that leads out of the repository");
        }
    }

    /// <summary>The same for a file of objects, which may be linked.</summary>
    /// <exception cref="InvalidDataException">It is not a regular file.</exception>
    public static void CheckKind(string path)
    {
        if (NamedFile.FindProblem(path) is string problem)
        {
            throw new InvalidDataException(problem);
        }
    }

    /// <summary>A path for people, from the directory of git's own files.</summary>
    public static string Name(string path, string root) => Display.Sanitize(Path.GetRelativePath(root, path).Replace('\\', '/'), 400);

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
