using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration;

namespace DataJoint.Connections.Settings;

/// <summary>Relative paths in the settings count from the project root, and without a project from the start directory.</summary>
internal static class ProjectPath
{
    [return: NotNullIfNotNull(nameof(path))]
    public static string? Resolve(ConfigurationSnapshot snapshot, string? path)
    {
        if (path is null)
        {
            return null;
        }

        string root = snapshot.Project.Root ?? snapshot.Project.StartDirectory;
        return root.Length == 0 ? Path.GetFullPath(path) : Path.GetFullPath(path, root);
    }
}
