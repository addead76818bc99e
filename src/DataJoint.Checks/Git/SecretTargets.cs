using DataJoint.Checks.Runs;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Checks.Git;

/// <summary>Where secrets really are that a link or a variable leads to: git has them under another path than that of <c>.secrets/</c>.</summary>
internal static class SecretTargets
{
    private const string FileSuffix = "_FILE";

    /// <summary>The files, with what leads to each.</summary>
    /// <param name="context">The configuration.</param>
    /// <returns>Absolute paths without links; no file at or below <c>.secrets/</c> itself.</returns>
    public static IReadOnlyList<(string Path, string Leading)> List(CheckContext context)
    {
        List<(string Path, string Leading)> found = [];
        if (context.Project is { Root: string root, SecretsDirectory: string secrets })
        {
            string own = Path.Combine(ProjectFinder.ResolveDirectory(root) ?? root, ProjectFinder.SecretsDirectoryName) + Path.DirectorySeparatorChar;
            found.AddRange(Files(secrets, ProjectFinder.SecretsDirectoryName).Where(file => !file.Path.StartsWith(own, StringComparison.Ordinal)));
        }

        string? current = context.HostEnvironment.FindCurrentDirectory();
        if (Variable(ControlVariables.SecretsDirectory) is string mounted)
        {
            found.AddRange(Files(mounted, ControlVariables.SecretsDirectory));
        }

        IEnumerable<string> sources = context.Snapshot.ListSettings().Where(setting => setting.IsSecret).Select(setting => setting.Origin?.Source).OfType<string>();
        foreach (string variable in sources.Distinct(StringComparer.Ordinal))
        {
            if (variable.EndsWith(FileSuffix, StringComparison.Ordinal) && Variable(variable) is string file)
            {
                found.Add((Resolve(file), variable));
            }
        }

        return [.. found.DistinctBy(file => file.Path)];

        string? Variable(string name) =>
            context.HostEnvironment.FindVariable(name) is { Length: > 0 } value && FileReading.CanExist(value) ? current is null ? value : Path.GetFullPath(value, current) : null;
    }

    private static IEnumerable<(string Path, string Leading)> Files(string directory, string shown) =>
        SecretFiles.ListAll(directory).Select(name => (Resolve(Path.Combine(directory, name)), shown + "/" + name));

    private static string Resolve(string path)
    {
        string target = Target(path);
        return Path.Combine(ProjectFinder.ResolveDirectory(Path.GetDirectoryName(target)!) ?? Path.GetDirectoryName(target)!, Path.GetFileName(target));
    }

    private static string Target(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
