using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Exports;

/// <summary>The file that an export is written into.</summary>
internal sealed class ExportTarget
{
    private readonly ProjectEditor _editor;
    private readonly string _path;
    private readonly bool _replaces;

    private ExportTarget(ProjectEditor editor, string path, bool replaces)
    {
        _editor = editor;
        _path = path;
        _replaces = replaces;
    }

    /// <summary>Finds it.</summary>
    /// <exception cref="CommandException">What was given is not a file path.</exception>
    public static ExportTarget From(CommandContext context, string file, bool replaces) =>
        file.Length > 0 && !file.Contains('\0', StringComparison.Ordinal) && !file.EndsWith('/')
            ? new(new ProjectEditor(ProjectEditor.Locate(context.CreateOptions())), Path.GetFullPath(file, context.HostEnvironment.FindCurrentDirectory() ?? "/"), replaces)
            : throw CommandException.UsageError($"--output: {Display.Quote(file)} is not a file path");

    /// <summary>Checks that it can be written, before anything is created elsewhere.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public void Check(byte[] content) => _ = EditReport.Guard(() => _editor.CheckExport(_path, content, _replaces));

    /// <summary>Writes it.</summary>
    /// <returns>The files that were touched.</returns>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public IReadOnlyList<FileEdit> Write(byte[] content, bool holdsSecrets) => EditReport.Guard(() => _editor.WriteExport(_path, content, holdsSecrets, _replaces));
}
