using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Says in a few words where the project is and which environment is chosen.</summary>
internal static class ProjectText
{
    public static void Write(TextWriter writer, ProjectLocation project, Style style)
    {
        string root = project.Root is string found ? Display.Sanitize(found, 4096) : "none: only variables and defaults count here";
        writer.Write($"{style.Dim("Project")}      {root}\n");
        if (project.Environment is string environment)
        {
            writer.Write($"{style.Dim("Environment")}  {environment}\n");
        }
    }
}
