using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Files;
using DataJoint.Git;

namespace DataJoint.Cli.Exports;

/// <summary>The file that an export is written into.</summary>
internal sealed class ExportTarget
{
    private readonly CommandContext _context;
    private readonly ProjectEditor _editor;
    private readonly string _path;

    private ExportTarget(CommandContext context, ProjectEditor editor, string path)
    {
        _context = context;
        _editor = editor;
        _path = path;
    }

    /// <summary>Whether a file that holds something else is replaced.</summary>
    public required bool Replaces { get; init; }

    /// <summary>Whether secrets are written into it.</summary>
    public required bool HoldsSecrets { get; init; }

    private string Name => Path.GetFileName(_path);

    /// <summary>Finds it.</summary>
    /// <exception cref="CommandException">What was given is not a file path.</exception>
    public static ExportTarget From(CommandContext context, string file, bool replaces, bool holdsSecrets) =>
        file.Length > 0 && !file.Contains('\0', StringComparison.Ordinal) && !file.EndsWith('/')
            ? new(context, new ProjectEditor(ProjectEditor.Locate(context.CreateOptions())), Path.GetFullPath(file, context.HostEnvironment.FindCurrentDirectory() ?? "/"))
            {
                Replaces = replaces,
                HoldsSecrets = holdsSecrets,
            }
            : throw CommandException.UsageError($"--output: {Display.Quote(file)} is not a file path");

    /// <summary>Checks that it can be written, before anything is created elsewhere.</summary>
    /// <exception cref="CommandException">It cannot, or git tracks it.</exception>
    public async Task CheckAsync(byte[] content)
    {
        _ = EditReport.Guard(() => _editor.CheckExport(_path, content, Replaces));
        if (await OpenRepositoryAsync() is GitRepository repository && (await repository.ListTrackedAsync([Name], _context.Cancellation)).Count > 0)
        {
            string command = ShellWord.From(_path) is string word ? $", or end that: git rm --cached {word}" : "";
            throw CommandException.UsageError(
                $"git tracks {Display.Sanitize(_path, 400)}, so the next commit would publish the secrets, whatever .gitignore says", $"choose another name{command}");
        }
    }

    /// <summary>Writes it.</summary>
    /// <returns>The files that were touched.</returns>
    /// <exception cref="CommandException">It cannot be written, or git does not ignore it.</exception>
    public async Task WriteAsync(byte[] content)
    {
        EditReport.Write(_context, EditReport.Guard(() => _editor.WriteExport(_path, content, HoldsSecrets, Replaces)));
        if (await OpenRepositoryAsync() is GitRepository repository && (await repository.ListNotIgnoredAsync([Name], _context.Cancellation)).Count > 0)
        {
            throw new CommandException(
                ExitCode.Failure, $"{Display.Sanitize(_path, 400)} holds secrets, and git does not ignore it: a rule elsewhere overrules that of .gitignore",
                "delete the file, or correct the rules");
        }
    }

    /// <summary>The repository that the file is in, which may be another than the project's; null without one, and for a file without secrets.</summary>
    private async Task<GitRepository?> OpenRepositoryAsync()
    {
        if (!HoldsSecrets || ProjectFinder.ResolveDirectory(Path.GetDirectoryName(_path)!) is not string directory)
        {
            return null;
        }

        try
        {
            return GitRepository.Open(directory) is GitRepository repository && await repository.ExistsAsync(_context.Cancellation) ? repository : null;
        }
        catch (GitException failed)
        {
            _context.ReportDiagnostics([failed.Diagnostic]);
            return null;
        }
    }
}
