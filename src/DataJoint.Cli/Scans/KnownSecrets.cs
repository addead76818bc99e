using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Scans;

/// <summary>The secrets of the project that is scanned, as far as they are known without asking anybody.</summary>
internal static class KnownSecrets
{
    /// <summary>The settings of the project; null where they cannot be loaded, which is told: it is scanned all the same.</summary>
    public static ConfigurationSnapshot? LoadProject(CommandContext context)
    {
        try
        {
            return context.LoadSnapshot();
        }
        catch (ConfigurationException)
        {
            context.WriteNote("the settings cannot be loaded (djc check says why), so the project's own secrets are found by their shape alone");
            return null;
        }
    }

    /// <summary>Those of its settings.</summary>
    public static IReadOnlyList<Secret> In(ConfigurationSnapshot? project) =>
        project is null ? [] : [.. project.ListSettings().Where(IsKnown).SelectMany(setting => SecretTexts.In(setting.Key, setting.Value))];

    private static bool IsKnown(ResolvedSetting setting) => setting.Value.HasValue && setting.Value.AsSecret() is not { IsResolved: false };
}
