using System.Reflection;

namespace DataJoint.Cli.Rendering;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    public static string Text => typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
