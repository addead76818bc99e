namespace DataJoint.Git.Objects;

/// <summary>What keeps an object or a file of git from being read, as one exception.</summary>
internal static class ObjectFault
{
    /// <summary>Whether an exception means that, and no fault of this program.</summary>
    public static bool IsFault(Exception exception) => exception is InvalidDataException or IOException or UnauthorizedAccessException or OutOfMemoryException;

    /// <summary>The exception that names the object and the file.</summary>
    /// <param name="id">The object, or null when it is about the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="cause">What happened.</param>
    public static GitException CreateException(GitObjectId? id, string path, Exception cause)
    {
        string place = $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";
        string what = cause switch
        {
            InvalidDataException => cause.Message,
            UnauthorizedAccessException => "permission denied",
            FileNotFoundException or DirectoryNotFoundException => "not there",
            OutOfMemoryException => "too large to be held in memory",
            _ => "cannot be read",
        };
        string subject = id is GitObjectId known ? $"object {known} in {place}" : place;
        return new GitException($"{subject} is damaged: {what}", "Run: git fsck");
    }

    /// <summary>Reads a file or a directory.</summary>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failed) when (IsFault(failed))
        {
            throw CreateException(null, path, failed);
        }
    }

    /// <summary>The same for what gives nothing back.</summary>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static void Guard(string path, Action read) => Guard(path, () =>
    {
        read();
        return true;
    });
}
