using DataJoint.Configuration.Files;

namespace DataJoint.Configuration;

/// <summary>Which paths are the project's.</summary>
public static class ProjectPaths
{
    /// <summary>Whether a path leads into the project, whatever links it goes through: who wrote the project chose what stands there.</summary>
    /// <param name="context">In whose name references are resolved.</param>
    /// <param name="path">An absolute path.</param>
    /// <returns>False without a project.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static bool IsInProject(this SecretContext context, string path)
    {
        if (context is null || path is null)
        {
            throw new ArgumentNullException(context is null ? nameof(context) : nameof(path));
        }

        return context.ProjectRoot is string root && PathContainment.Contains(root, path);
    }
}
