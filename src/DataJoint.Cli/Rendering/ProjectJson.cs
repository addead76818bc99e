using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes where the project is as the JSON documents have it.</summary>
internal static class ProjectJson
{
    /// <summary>Writes the member <c>project</c>.</summary>
    public static void WriteMember(Utf8JsonWriter json, ProjectLocation project)
    {
        json.WriteStartObject("project");
        json.WriteString("root", project.Root);
        json.WriteString("configFile", project.ConfigFile);
        json.WriteString("secretsDirectory", project.SecretsDirectory);
        json.WriteString("environment", project.Environment);
        json.WriteEndObject();
    }
}
