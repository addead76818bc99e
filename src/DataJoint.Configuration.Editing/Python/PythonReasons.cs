using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Why Python does not take a value from where this product takes it.</summary>
internal sealed class PythonReasons
{
    /// <summary>Why no host with a colon in it can be used.</summary>
    public const string SplitsHost = "Python splits the host at every colon and cannot use an IPv6 address";

    private readonly PythonConfiguration _python;

    private readonly ProjectLocation _ours;

    public PythonReasons(PythonConfiguration python, ProjectLocation ours)
    {
        _python = python;
        _ours = ours;
    }

    private string FileName => _python.Project.FileName;

    private string Shown => Display.Sanitize(FileName);

    public string Explain(ResolvedSetting ours, PythonValue theirs)
    {
        string source = ours.Origin?.Source ?? "";
        if (theirs.IsRawText && source == theirs.Source && ours.Value.Raw is bool or int or IntegerList)
        {
            return ours.Value.Raw is IntegerList ? "it keeps it as text, which is not a list" : "it keeps it as text, and any text counts as true";
        }

        if (source == theirs.Source && PythonFields.Find(ours.Key)?.Kind == PythonFieldKind.Path)
        {
            return "to it an empty path is the current directory";
        }

        return ours.Layer switch
        {
            SettingLayer.Environment => OfVariable(source, theirs),
            SettingLayer.Secrets => OfSecret(source, ours, theirs),
            SettingLayer.Project => OfProject(source, ours),
            _ => OfDefault(ours, theirs),
        };
    }

    private string OfVariable(string variable, PythonValue theirs) =>
        !PythonFields.Reads(variable) ? $"it does not read {variable}"
        : theirs.Source == FileName ? $"there {Shown} beats {variable}"
        : $"it reads {variable} in its own way";

    private string OfSecret(string source, ResolvedSetting ours, PythonValue theirs)
    {
        string name = source.Substring(source.LastIndexOf('/') + 1);
        bool isProject = source.StartsWith(ProjectFinder.SecretsDirectoryName + "/", StringComparison.Ordinal);
        if (SecretsDirectory.IsSettingsFile(name))
        {
            return theirs.Source == FileName
                ? $"it never reads {source}, and there {Shown} beats .secrets/"
                : "it never reads " + source;
        }

        if (isProject && !_python.HasFile)
        {
            return $"without a {Shown} it does not look for .secrets/";
        }

        if (!isProject && !_python.KnowsMounted(Path.GetFullPath(Path.Combine(_ours.Root ?? _ours.StartDirectory, source.Substring(0, source.Length - name.Length - 1)))))
        {
            return $"it never reads {source}";
        }

        if (!isProject && _python.HidesMountedSecrets)
        {
            return "there a project's .secrets/ hides the mounted secrets, even when it is empty";
        }

        return source == theirs.Source ? "it does not skip a caption or a byte-order mark"
            : theirs.Source == FileName ? $"there {Shown} beats .secrets/"
            : theirs.Source is not null && theirs.Text is { Length: 0 } && PythonFields.ReadsInAnyCase(theirs.Source) ? $"it takes {theirs.Source} for set, empty as it may be"
            : ours.Key is "database.user" or "database.password" || ours.Key.StartsWith("stores.", StringComparison.Ordinal)
            ? "it does not read that directory"
            : "of the single-value files it reads only database.user, database.password and those of stores";
    }

    private string OfProject(string source, ResolvedSetting ours) =>
        source != FileName && source == _ours.ConfigFileName ? $"it reads {Shown} instead, which {ControlVariables.ConfigFile} names"
        : source != FileName ? $"it has no environments and reads {Shown} alone"
        : _python.FileObjection
        ?? (ours.Key == "database.port" ? "there the port of a host counts, wherever the port itself is set"
            : ours.Key.StartsWith("stores.", StringComparison.Ordinal) ? "it knows stores as nested objects or as flat keys of three parts, nothing else"
            : $"it reads {Shown} in its own way");

    private string OfDefault(ResolvedSetting ours, PythonValue theirs) =>
        ours.Key == "database.port" && !ours.Value.HasValue ? "here an embedded database has no port"
        : ours.Key == "database.port" && theirs.Source is null ? "there the default port follows the variable DJ_BACKEND, not " + Shown
        : theirs.Source is string source && PythonFields.ReadsInAnyCase(source)
        ? theirs.Text!.Length == 0 ? $"it takes the empty {source} for a value" : $"it reads {source} too"
        : "it reads its sources in another way";
}
