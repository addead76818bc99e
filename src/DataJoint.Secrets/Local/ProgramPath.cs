using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Secrets.Local;

/// <summary>Where a program is that a reference names.</summary>
internal static class ProgramPath
{
    /// <summary>Looks in the absolute directories of PATH, but in none of the project's: who wrote the project would choose which program runs.</summary>
    /// <exception cref="SecretException">It is not there.</exception>
    public static string Find(string name, SecretContext context, string hint)
    {
        string folders = context.HostEnvironment.FindVariable("PATH") ?? "";
        IEnumerable<string> outside = folders.Split(Path.PathSeparator).Where(folder => Path.IsPathFullyQualified(folder) && !IsInProject(folder, context.ProjectRoot));
        return ProgramSearch.Find(name, string.Join(Path.PathSeparator, outside))
            ?? throw SecretException.From(SecretRules.NotFound, $"the program {Display.Sanitize(name, 60)} is not found in PATH", hint, isTransient: false);
    }

    private static bool IsInProject(string folder, string? root)
    {
        if (root is null)
        {
            return false;
        }

        string relative = Path.GetRelativePath(Resolve(root), Resolve(folder));
        return !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..";
    }

    /// <summary>A link in PATH may lead into the project.</summary>
    private static string Resolve(string folder)
    {
        try
        {
            return Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(folder);
        }
    }
}
