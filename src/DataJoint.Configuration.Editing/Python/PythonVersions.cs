using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>What differs between the versions 2.3.x of datajoint-python. The model follows the newest one that could be run, and what is known of 2.3.6.</summary>
internal static class PythonVersions
{
    /// <summary>What of it matters for this configuration.</summary>
    public static IEnumerable<string> List(PythonConfiguration python)
    {
        if (python.Environment.ConfigFile is not null)
        {
            yield return ControlVariables.ConfigFile + ": before 2.3.6 it is not read, and datajoint.json is searched for from the current directory";
        }

        if (python.Find("display.diagram_theme") is { Source: not null })
        {
            yield return "display.diagram_theme: up to 2.3.2 Python has no such setting";
        }

        if (python.Find("database.use_tls") is { Text: "true" })
        {
            yield return "database.use_tls: before 2.3.6 true does not enforce TLS; from 2.3.6 it encrypts or fails";
        }
        else if (python.Find("database.use_tls") is { Text: null })
        {
            yield return "database.use_tls: before 2.3.6 a failed connection with TLS is tried again in plain text; from 2.3.6 it is not";
        }

        foreach (KeyValuePair<string, PythonNode> store in python.Stores)
        {
            if (store.Value.Find("protocol") is { Kind: PythonNodeKind.Text } protocol && string.Equals(protocol.Text, "s3", StringComparison.OrdinalIgnoreCase)
                && !(store.Value.Contains("access_key") && store.Value.Contains("secret_key")))
            {
                yield return $"stores.{Display.Sanitize(store.Key)}: up to 2.3.2 Python demands access_key and secret_key";
            }
        }

        if (python.Project.ConfigFile is string file && python.Environment.ConfigFile is null && IsPlanted(file))
        {
            yield return "datajoint.json: from 2.3.6 one that another user owns in a directory that anyone can write to is skipped, and so is .secrets/";
        }
    }

    private static bool IsPlanted(string file)
    {
        long owner = FileReading.Stat(file).Owner;
        return owner > 0 && owner != PosixFile.CurrentUser && FileReading.Stat(Path.GetDirectoryName(file)!).IsWritableByAnyone;
    }
}
