using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>What a cloned project can bring along: <c>datajoint.json</c>, and <c>.secrets/</c> too when somebody committed it.</summary>
internal static class ProjectValue
{
    private const string SecretsPrefix = ProjectFinder.SecretsDirectoryName + "/";

    public static bool Is(RawValue? value) => value?.Layer switch
    {
        SettingLayer.Project => true,
        SettingLayer.Secrets => value.Source.StartsWith(SecretsPrefix, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether a reference counts as the project's: a file below its root holds it, whoever named that file.</summary>
    public static bool GivesReference(RawValue? value) => value is { IsReadInProject: true } || Is(value);
}
