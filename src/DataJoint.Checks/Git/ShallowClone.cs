using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>Whether a clone has only the latest commits, as those of build servers have.</summary>
internal static class ShallowClone
{
    /// <summary>Looks for the file in which git notes where the commits end.</summary>
    public static bool IsShallow(this GitRepository repository)
    {
        string directory = Path.Combine(repository.Root, ".git");
        if (Read(directory) is string pointer && pointer.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            directory = Path.GetFullPath(Path.Combine(repository.Root, pointer["gitdir:".Length..].Trim()));
        }

        // A further work tree shares the commits of the first.
        string common = Read(Path.Combine(directory, "commondir")) is string shared ? Path.Combine(directory, shared.Trim()) : directory;
        return Read(Path.Combine(common, "shallow")) is { Length: > 0 };
    }

    private static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
