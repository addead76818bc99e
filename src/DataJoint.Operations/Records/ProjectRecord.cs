using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Files;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>A login that is kept in the project: in <c>.secrets/</c>, where it is written too when a committed file gives it.</summary>
internal sealed class ProjectRecord : CredentialRecord
{
    private readonly ProjectEditor _editor;
    private readonly string _root;
    private readonly string? _environment;
    private readonly string? _committed;

    /// <param name="keys">The settings of the login.</param>
    /// <param name="project">The project.</param>
    /// <param name="environment">The environment whose file the login is in; null for the files of all environments.</param>
    /// <param name="committed">The committed file that gives it now; null when it is in <c>.secrets/</c>.</param>
    public ProjectRecord(LoginKeys keys, ProjectLocation project, string? environment, string? committed)
        : base(keys)
    {
        _editor = new ProjectEditor(environment is null ? project.WithoutEnvironment() : project);
        _root = project.Root ?? project.StartDirectory;
        _environment = environment;
        _committed = committed;
    }

    public override string Place => ProjectFinder.SecretsDirectoryName + "/";

    public override string ByHand => $"(djc secrets set {Display.Sanitize(Keys.Password)}{(_environment is null ? "" : " --env " + Display.Sanitize(_environment))})";

    public override string Folder => Path.Combine(_root, ProjectFinder.SecretsDirectoryName);

    public override string JournalName => base.JournalName + (_environment is null ? "" : "." + _environment);

    public override string Note => _committed is null ? "" : $"the former password stands in {Display.Sanitize(_committed)}: djc config unset {Display.Sanitize(Keys.Password)}";

    /// <summary>The journal goes into the same folder, so what keeps the login from being written is found before anything is changed.</summary>
    public override void Check(bool withUser) => _editor.PrepareSecrets(completes: false);

    public override Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileEdit> edits = withUser ? _editor.SetSecrets(PairOf(next), PairOf(former)) : _editor.SetSecret(Keys.Password, next.Password);
        return Task.FromResult(Display.Sanitize(edits[^1].Path, 400));
    }
}
