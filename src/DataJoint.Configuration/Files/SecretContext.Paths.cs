using DataJoint.Configuration.Files;

namespace DataJoint.Configuration;

/// <content>Which paths are the project's.</content>
public sealed partial class SecretContext
{
    /// <summary>Whether a path leads into the project, whatever links it goes through: who wrote the project chose what stands there.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>False without a project.</returns>
    public bool IsInProject(string path) => ProjectRoot is string root && PathContainment.Contains(root, path);
}
