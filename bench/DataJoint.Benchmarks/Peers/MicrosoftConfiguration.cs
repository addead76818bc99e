using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>
/// The peer: Microsoft.Extensions.Configuration over the same files. It checks no types before binding, no permissions,
/// no unknown keys, and knows no origins.
/// </summary>
internal static class MicrosoftConfiguration
{
    public static IConfigurationRoot Build(ProjectFolder project) => new ConfigurationBuilder()
        .SetBasePath(project.Root)
        .AddJsonFile("datajoint.json")
        .AddJsonFile(project.SecretsFile)
        .AddKeyPerFile(source =>
        {
            source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(
                project.Secrets, Microsoft.Extensions.FileProviders.Physical.ExclusionFilters.None);
            source.SectionDelimiter = ".";
            source.IgnoreCondition = static name => name.EndsWith(".json", StringComparison.Ordinal);
        })
        .AddEnvironmentVariables("DJ_")
        .Build();

    public static BoundSettings BuildAndBind(ProjectFolder project)
    {
        IConfigurationRoot root = Build(project);
        try
        {
            return root.Get<BoundSettings>() ?? throw new InvalidOperationException("Nothing was bound.");
        }
        finally
        {
            (root as IDisposable)?.Dispose();
        }
    }
}
