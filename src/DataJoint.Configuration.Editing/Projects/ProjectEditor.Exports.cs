using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing;

/// <content>Files that settings are exported to.</content>
public sealed partial class ProjectEditor
{
    /// <summary>Writes a file that the settings are exported to: atomically, for the owner alone when it holds secrets, and never through a link.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="holdsSecrets">Whether secrets are in it; then git is told to ignore it, in the repository that the file is in.</param>
    /// <param name="replaces">Whether a file that holds something else is replaced.</param>
    /// <returns>The files that were touched.</returns>
    /// <exception cref="ConfigurationEditException">It could not be written, something else stands there, or it is a link.</exception>
    public IReadOnlyList<FileEdit> WriteExport(string path, byte[] content, bool holdsSecrets, bool replaces)
    {
        EditOutcome outcome = CheckExport(path, content, replaces);
        List<FileEdit> edits = [];
        if (holdsSecrets && IgnoreFile(path) is FileEdit { Outcome: not EditOutcome.Kept } ignored)
        {
            edits.Add(ignored);
        }

        using var taken = EditLock.Take(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, content, holdsSecrets ? AtomicFile.SecretMode : AtomicFile.SharedMode);
        edits.Add(new FileEdit(Show(path), outcome));
        return edits;
    }

    /// <summary>Checks where the settings are to be exported to, before something is done that a refusal should prevent. Nothing is written.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="replaces">Whether a file that holds something else is replaced.</param>
    /// <returns>What would become of the file.</returns>
    /// <exception cref="ConfigurationEditException">Its folder is missing, something else stands there, it is a link, or a file of the project or of git.</exception>
    public EditOutcome CheckExport(string path, byte[] content, bool replaces)
    {
        _ = content ?? throw new ArgumentNullException(nameof(content));
        string shown = Show(path ?? throw new ArgumentNullException(nameof(path)));
        string directory = Path.GetDirectoryName(path) ?? throw new ArgumentException("The path is not one of a file.", nameof(path));
        if (FileReading.Stat(directory).Kind != EntryKind.Directory)
        {
            throw ConfigurationEditException.Refused($"{Show(directory)} is not a directory", "Create it first.", shown);
        }

        CheckPurpose(Path.Combine(ProjectFinder.ResolveFully(directory), Path.GetFileName(path)), shown);
        SafeTarget.Resolve(path, shown, followLinks: false, "an export is not written through one");
        FileContent there = FileReading.Read(path, content.Length);
        bool isSame = there.Bytes is byte[] bytes && bytes.AsSpan().SequenceEqual(content);
        if (there.Facts.Kind is not (EntryKind.File or EntryKind.Missing))
        {
            throw ConfigurationEditException.Refused($"{shown} is not a file", "Choose another name.", shown);
        }

        if (!there.IsMissing && !isSame && !replaces)
        {
            throw ConfigurationEditException.Refused($"{shown} exists already, with other content", "Choose another name, or add --overwrite to replace it.", shown);
        }

        return there.IsMissing ? EditOutcome.Created : isSame ? EditOutcome.Kept : EditOutcome.Changed;
    }

    /// <summary>What an export would destroy, or could not be kept out of a repository.</summary>
    /// <param name="path">The file, in a directory whose links are resolved.</param>
    /// <param name="shown">The file as messages show it.</param>
    /// <exception cref="ConfigurationEditException">It belongs to the project or to git, or no line of <c>.gitignore</c> can name it.</exception>
    private void CheckPurpose(string path, string shown)
    {
        string root = ProjectFinder.ResolveFully(_root);
        string name = Path.GetFileName(path);
        string? owner = path.Split(Path.DirectorySeparatorChar).Any(part => IsName(part, ".git")) || IsName(name, GitIgnoreFile.Name) ? "belongs to git"
            : PathContainment.Contains(Path.Combine(root, ProjectFinder.SecretsDirectoryName), path) ? "is in .secrets/, where the project keeps its own secrets"
            : IsName(Path.GetDirectoryName(path)!, root) && IsOfProject(name) ? "is a file of the project"
            : null;
        if (owner is not null)
        {
            throw ConfigurationEditException.Refused($"{shown} {owner}, and an export would destroy it", "Choose another name.", shown);
        }

        if (path.IndexOfAny(['\r', '\n']) >= 0)
        {
            throw ConfigurationEditException.Refused($"{Display.Sanitize(shown)} has a line break in its path, which .gitignore cannot name", "Choose another name.");
        }

        bool IsOfProject(string file) =>
            _project.IsConfigFile(file.ToLowerInvariant()) || IsName(file, _project.ConfigFileName) || IsName(file, ConfigurationSchema.FileName);

        // Where case does not matter, another spelling is the same file.
        static bool IsName(string one, string another) => string.Equals(one, another, StringComparison.OrdinalIgnoreCase);
    }
}
