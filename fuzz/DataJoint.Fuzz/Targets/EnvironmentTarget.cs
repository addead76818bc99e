using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Fuzz;

/// <summary>A whole environment: each line is <c>NAME=value</c>. No file of a project is read.</summary>
internal static class EnvironmentTarget
{
    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["DJ_IGNORE_CONFIG_FILE"] = "true" };
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            int equals = line.IndexOf('=');
            if (equals > 0)
            {
                variables[line.Substring(0, equals)] = line.Substring(equals + 1);
            }
        }

        HostEnvironment hostEnvironment = new(variables, Path.GetTempPath());
        try
        {
            var config = DataJointConfig.Load(new ConfigurationOptions { HostEnvironment = hostEnvironment, StartDirectory = "/" });
            _ = config.ToString();
            Promises.Check(config.Diagnostics);
            Promises.Check(config.Stores.Validate());
            return config.Diagnostics;
        }
        catch (ConfigurationException failure)
        {
            Promises.Check(failure.Diagnostics);
            return failure.Diagnostics;
        }
    }
}
