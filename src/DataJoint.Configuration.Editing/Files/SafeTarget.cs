using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>Decides where an edit really writes when links are involved.</summary>
internal static class SafeTarget
{
    /// <summary>The file to replace.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <param name="followLinks">Whether a link's target may be edited in its place.</param>
    /// <param name="why">Why it may not.</param>
    /// <returns>The path, or the target of the link that stands there.</returns>
    /// <exception cref="ConfigurationEditException">A link stands there and must not, or cannot, be followed.</exception>
    public static string Resolve(string path, string shown, bool followLinks, string why = "a secret is not written through one")
    {
        if (!IsLink(path))
        {
            return path;
        }

        if (!followLinks)
        {
            throw ConfigurationEditException.Refused(
                $"{shown} is a symbolic link; {why}", "Edit the link's target, or remove the link.", shown);
        }

        string? target = ProjectFinder.ResolveFile(path);
        EntryFacts facts = target is null ? EntryFacts.Missing : FileReading.Stat(target);
        if (target is null || facts.Kind != EntryKind.File)
        {
            throw ConfigurationEditException.Refused($"{shown} is a symbolic link that leads to no file", "Fix or remove the link.", shown);
        }

        return target;
    }

    /// <summary>Refuses a secrets directory in which somebody else could plant files.</summary>
    public static void CheckDirectory(string directory, string shown)
    {
        EntryFacts facts = FileReading.Stat(directory);
        if (facts.Kind != EntryKind.Directory)
        {
            throw ConfigurationEditException.Refused($"{shown} is not a directory", "Rename what stands there.", shown);
        }

        if (facts.Owner > 0 && facts.Owner != PosixFile.CurrentUser && PosixFile.CurrentUser != 0)
        {
            throw ConfigurationEditException.Refused(
                $"{shown} belongs to another user (id {facts.Owner})", "Let the owner edit it, or take ownership.", shown);
        }

        if (facts.IsWritableByOthers && MountTable.Find(ProjectFinder.ResolveFile(directory) ?? directory) is not { KeepsModes: false })
        {
            throw ConfigurationEditException.Refused(
                $"{shown} can be written by others, who could put files of their own there", "Run: djc check --fix", shown);
        }
    }

    private static bool IsLink(string path)
    {
        try
        {
            return (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
