using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Secrets;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>A login that references lead to: in a secret manager.</summary>
internal sealed class ManagerRecord : CredentialRecord
{
    private readonly ConfigurationSnapshot _snapshot;
    private readonly ISecretWriter _writer;
    private readonly string _password;
    private readonly string? _user;

    private ManagerRecord(LoginKeys keys, ConfigurationSnapshot snapshot, ISecretWriter writer, (string Password, string? User) references)
        : base(keys) =>
        (_snapshot, _writer, _password, _user) = (snapshot, writer, references.Password, references.User);

    public override string Place => Display.Sanitize(_password, 200);

    public override string Folder => Path.Combine(_snapshot.Project.Root ?? _snapshot.Project.StartDirectory, ProjectFinder.SecretsDirectoryName);

    /// <summary>Each reference has its own journal: environments lead to different ones.</summary>
    public override string JournalName => base.JournalName + "." + LoginKeys.Digest(_password);

    /// <summary>Finds who writes.</summary>
    /// <param name="keys">The settings of the login.</param>
    /// <param name="snapshot">The settings.</param>
    /// <param name="password">A reference, or not one.</param>
    /// <param name="user">The same; null when the user stays.</param>
    /// <exception cref="RotationException">Nobody can write both at once.</exception>
    /// <exception cref="SecretException">The references may not be used here.</exception>
    public static ManagerRecord Create(LoginKeys keys, ConfigurationSnapshot snapshot, ResolvedSetting password, ResolvedSetting? user)
    {
        if (password.Reference is not string text || user is { Reference: null })
        {
            throw Impossible($"{keys.Both} would change together, and only one of them is a reference", "Keep both in one document of the secret manager, or both in .secrets/.");
        }

        if (Open(password) is not ISecretWriter writer || (user is not null && Open(user)?.Scheme != writer.Scheme))
        {
            throw Impossible($"what {Display.Sanitize(text, 200)} leads to is made for each use, or kept where nothing can be written", "Rotate it where it is kept; programs here ask for it again.");
        }

        string[] references = user is null ? [text] : [text, user.Reference];
        return writer.FindWriteProblem(references) is string problem
            ? throw Impossible($"the credentials {problem}", "Rotate them where they are kept; programs here ask for them again.")
            : new ManagerRecord(keys, snapshot, writer, (text, user?.Reference));
    }

    public override void Check(bool withUser) => new ProjectEditor(_snapshot.Project).PrepareSecrets(completes: false);

    public override async Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, Secret>> texts = [new(_password, next.Password)];
        if (withUser && _user is not null)
        {
            texts.Add(new(_user, new Secret(next.User)));
        }

        await _writer.WriteAsync(texts, cancellationToken).ConfigureAwait(false);
        return Place;
    }

    private static ISecretResolver? Open(ResolvedSetting setting) =>
        setting.Value.Raw is Secret { Question: ({ } resolver, _) } ? (resolver as BoundReference)?.Open() ?? resolver : null;

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
