using DataJoint.Configuration;

namespace DataJoint.Cli.CommandLine;

/// <summary>What --verbose says about a load: which files are read, and what is chosen. Paths and names only.</summary>
internal static class LoadingTrace
{
    /// <exception cref="ConfigurationException">The project cannot be located; the load itself would say the same.</exception>
    public static void Write(TextWriter writer, ConfigurationOptions options)
    {
        var files = SourceFiles.Find(options);
        writer.Write($"project: {Show(files.Project.Root ?? "none")}\n");
        writer.Write($"environment: {files.Project.Environment ?? "none"}\n");
        foreach (SourceFile file in files.Files.Where(f => f.Exists))
        {
            writer.Write($"{(files.AreIgnored ? "ignore" : "read")}: {Show(file.Path)}\n");
        }

        foreach (KeyValuePair<string, string> variable in options.HostEnvironment.ListVariables())
        {
            writer.Write($"variable: {Show(variable.Key)}{(variable.Value.Length == 0 ? " (empty)" : "")}\n");
        }
    }

    private static string Show(string text) => Display.Sanitize(text, 4096);
}
