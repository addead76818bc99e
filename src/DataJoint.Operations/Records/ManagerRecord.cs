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
    private readonly string _password;
    private readonly string? _user;

    private ManagerRecord(LoginKeys keys, ConfigurationSnapshot snapshot, (string Password, string? User) references)
        : base(keys) =>
        (_snapshot, _password, _user) = (snapshot, references.Password, references.User);

    public override string Place => Display.Sanitize(_password, 200);

    public override string Folder => Path.Combine(_snapshot.Project.Root ?? _snapshot.Project.StartDirectory, ProjectFinder.SecretsDirectoryName);

    /// <summary>Each reference has its own journal: environments lead to different ones.</summary>
    public override string JournalName => base.JournalName + "." + LoginKeys.Digest(_password);

    /// <summary>Who writes, unless it is a file.</summary>
    private ISecretWriter? Writer { get; init; }

    private ReferencedFile? File { get; init; }

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

        ISecretResolver? resolver = Open(password);
        ISecretResolver? other = user is null ? resolver : Open(user);
        BoundReference[] bound = [.. (user is null ? [password] : new[] { password, user }).Select(BoundIn).OfType<BoundReference>()];
        if (bound.Length > 0 && ReferencedFile.Find(bound) is { } file)
        {
            return new ManagerRecord(keys, snapshot, (text, user?.Reference)) { File = file };
        }

        if (resolver is not ISecretWriter writer || other?.Scheme != writer.Scheme)
        {
            throw Impossible($"what {Display.Sanitize(text, 200)} leads to is made for each use, or kept where nothing can be written", "Rotate it where it is kept; programs here ask for it again.");
        }

        string[] references = user is null ? [text] : [text, user.Reference!];
        return writer.FindWriteProblem(references) is string problem
            ? throw Impossible($"the credentials {problem}", "Rotate them where they are kept; programs here ask for them again.")
            : new ManagerRecord(keys, snapshot, (text, user?.Reference)) { Writer = writer };
    }

    public override void Check(bool withUser)
    {
        new ProjectEditor(_snapshot.Project).PrepareSecrets(completes: false);
        File?.Check();
    }

    public override async Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, Secret>> texts = [new(_password, next.Password)];
        if (withUser && _user is not null)
        {
            texts.Add(new(_user, new Secret(next.User)));
        }

        File?.Write(texts);
        if (Writer is not null)
        {
            await Writer.WriteAsync(texts, cancellationToken).ConfigureAwait(false);
        }

        return Place;
    }

    /// <exception cref="SecretException">The reference may not be used here.</exception>
    private static ISecretResolver? Open(ResolvedSetting setting) =>
        setting.Value.Raw is Secret { Question: ({ } resolver, _) } ? (resolver as BoundReference)?.Open() ?? resolver : null;

    private static BoundReference? BoundIn(ResolvedSetting setting) => (setting.Value.Raw as Secret)?.Question?.Resolver as BoundReference;

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
