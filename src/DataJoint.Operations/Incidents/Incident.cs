using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Files;
using DataJoint.Leaks;
using DataJoint.Operations.Incidents;
using DataJoint.Operations.Verifications;

namespace DataJoint.Operations;

/// <summary>What a leak takes, step by step: the credentials are changed, the former ones proven to be refused, taken out of the history and proven to be gone.</summary>
/// <remarks>
/// How far it is stands in <c>.secrets/.incident/</c>, for the owner alone and without a secret in clear: whenever the program is killed, another run goes on. What
/// was leaked is kept there sealed until the incident is over, since the former credentials are tried and looked for when the configuration has others. They go only
/// where the configuration would have sent them when the incident began.
/// </remarks>
public sealed class Incident : IDisposable
{
    private readonly DataJointConfig _config;
    private readonly IncidentFile? _file;
    private readonly List<FoundCredential> _credentials;
    private readonly BoundDestinations _bound;
    private IncidentJournal _journal;

    private Incident(DataJointConfig config, IncidentFile? file, IncidentJournal journal, (IReadOnlyList<FoundCredential> Credentials, BoundDestinations Bound) content) =>
        (_config, _file, _journal, _credentials, _bound) = (config, file, journal, [.. content.Credentials], content.Bound);

    /// <summary>When it was begun.</summary>
    public DateTimeOffset Begun => _journal.Begun;

    /// <summary>The credentials that leaked.</summary>
    public IReadOnlyList<LeakedCredentialState> Credentials => [.. _journal.Entries.Select(entry => entry.State)];

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<IncidentStep> Steps => _journal.Steps;

    /// <summary>The step that is next; null when all are done or skipped.</summary>
    public IncidentStep? Next => _journal.Steps.FirstOrDefault(step => step.Status == IncidentStepStatus.Open);

    /// <summary>The bundle with the history before it was purged; null when it was not. It holds the credentials: delete it when all is well.</summary>
    public string? Backup => _journal.Backup;

    /// <summary>The commands that bring the remote repositories to the purged state; none before.</summary>
    public IReadOnlyList<string> PushCommands => _journal.PushCommands;

    /// <summary>The text of the credentials, to look for them.</summary>
    public IReadOnlyList<Secret> Secrets => [.. _credentials.Select(credential => credential.Secret)];

    /// <summary>Takes up an incident that an earlier run has left.</summary>
    /// <param name="config">The project's configuration.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IncidentException">Its journal cannot be read.</exception>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">Another run is under way, or the journal cannot be written.</exception>
    public static Incident? Resume(DataJointConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        string folder = FolderOf(config);
        if (!IncidentFile.Exists(folder))
        {
            return null;
        }

        var file = IncidentFile.Take(folder);
        try
        {
            if (file.Read() is IncidentJournal journal)
            {
                return new Incident(config, file, journal, file.Open(journal));
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Begins one.</summary>
    /// <param name="config">The project's configuration.</param>
    /// <param name="leaks">What leaked, of a scan that keeps credentials (<see cref="LeakScannerOptions.KeepsCredentials"/>).</param>
    /// <param name="keepsJournal">Whether it is written down, so that another run can go on; false to look at it alone.</param>
    /// <returns>The incident.</returns>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">The journal cannot be written.</exception>
    public static Incident Begin(DataJointConfig config, IReadOnlyList<Leak> leaks, bool keepsJournal = true)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(leaks);
        (List<IncidentEntry> entries, List<FoundCredential> credentials) = IncidentFindings.Group(config.Snapshot, leaks);
        if (keepsJournal)
        {
            new ProjectEditor(config.Snapshot.Project).PrepareSecrets(); // git must not take the journal
        }

        var bound = BoundDestinations.From(config.Snapshot);
        IncidentFile? file = keepsJournal ? IncidentFile.Take(FolderOf(config)) : null;
        Incident incident = new(config, file, new IncidentJournal
        {
            Begun = TimeProvider.System.GetUtcNow(),
            Steps = [.. Enum.GetValues<IncidentStepKind>().Select(kind => new IncidentStep(kind, IncidentStepStatus.Open, "", null))],
            Entries = entries,
            Sealed = file?.Seal(credentials, bound) ?? "",
        }, (credentials, bound));
        incident.Save();
        return incident;
    }

    /// <summary>Tries the credentials, so that it is known what they may do.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each.</returns>
    public async Task<IReadOnlyList<LeakVerification>> TryAsync(LeakVerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<LeakVerification> results = await VerifyAsync(options, cancellationToken).ConfigureAwait(false);
        ChangeEntries((state, index) => state with
        {
            TriedFirst = results[index].ToString(),
            Rotated = state.Rotated ?? (results[index].Status == VerificationStatus.Refused ? "refused already" : null),
        });
        return results;
    }

    /// <summary>Changes a credential that <see cref="LeakedCredentialState.IsRotatable"/> says can be, or finishes what an interrupted run has begun.</summary>
    /// <param name="number">The credential's number.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="onStep">Told of each step when it is done.</param>
    /// <param name="cancellationToken">Ends it at the next step.</param>
    /// <returns>A task.</returns>
    /// <exception cref="RotationException">It was not done, or not to the end.</exception>
    /// <exception cref="Connections.ConnectionException">The server cannot be reached, or refuses the recorded login.</exception>
    public async Task RotateAsync(int number, RotationOptions? options = null, Action<RotationStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        DatabaseRotation rotation = new(_config, options) { OnStep = onStep };
        if (rotation.IsBegun || !IsChanged(number - 1))
        {
            CheckBound(BoundDestinations.Database);
            await rotation.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        Declare(number, "djc secrets rotate database.password");
    }

    /// <summary>Gives the store of a credential (<see cref="LeakedCredentialState.Store"/>) another key, or finishes what an interrupted run has begun.</summary>
    /// <param name="number">The credential's number.</param>
    /// <param name="options">How.</param>
    /// <param name="onStep">Told of each step when it is done.</param>
    /// <param name="cancellationToken">Ends it at the next step.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ArgumentException">It is not the key of a store that can be rotated.</exception>
    /// <exception cref="RotationException">It was not done, or not to the end.</exception>
    /// <exception cref="Stores.StoreException">The store cannot be reached, or refuses the recorded key.</exception>
    public async Task RotateStoreAsync(int number, StoreRotationOptions options, Action<RotationStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        string store = Credentials[number - 1].Store ?? throw new ArgumentException("It is not the key of a store that can be rotated.", nameof(number));
        StoreRotation rotation = new(_config, store, options) { OnStep = onStep };
        if (rotation.IsBegun || !IsChanged(number - 1))
        {
            CheckBound("stores." + store);
            await rotation.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        Declare(number, $"djc secrets rotate stores.{Display.Sanitize(store)}");
    }

    /// <summary>Notes that a credential was changed by somebody.</summary>
    /// <param name="number">The credential's number.</param>
    /// <param name="how">How, in a few words.</param>
    public void Declare(int number, string how) => ChangeEntries((state, index) => index == number - 1 ? state with { Rotated = how } : state);

    /// <summary>Whether the configuration holds another credential by now than the one that leaked, and no rotation is to be finished.</summary>
    /// <param name="number">The credential's number.</param>
    /// <returns>False also when no setting held it.</returns>
    public bool IsReplaced(int number) => IsChanged(number - 1) && !IsRotationBegun(Credentials[number - 1]);

    /// <summary>Tries the former credentials. The step is done when none works, and for each is known that, or nobody could try.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The step.</returns>
    public async Task<IncidentStep> ProveRefusedAsync(LeakVerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        _config.Reload();
        IReadOnlyList<LeakVerification> results = await VerifyAsync(options, cancellationToken).ConfigureAwait(false);
        ChangeEntries((state, index) => state with { TriedLast = results[index].ToString() });
        int refused = results.Count(result => result.Status == VerificationStatus.Refused);
        string[] open = [.. results.Select((result, index) => (result, index)).Where(each => each.result.Status is VerificationStatus.Valid or VerificationStatus.Unknown)
            .Select(each => $"{each.index + 1} is {each.result}")];
        return open.Length > 0
            ? Set(IncidentStepKind.ProveRefused, IncidentStepStatus.Open, string.Join("; ", open))
            : Set(IncidentStepKind.ProveRefused, IncidentStepStatus.Done, $"{refused} refused, {results.Count - refused} that cannot be tried here");
    }

    /// <summary>Says what a purge would change. Changes nothing.</summary>
    /// <param name="directory">A directory of the repository.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What would change.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is.</exception>
    public Task<PurgePlan> PlanPurgeAsync(string directory, CancellationToken cancellationToken = default) => PurgeOf(directory).PlanAsync(cancellationToken);

    /// <summary>Takes the credentials out of the history, or finishes what an interrupted run has begun. The step is done when every object was examined and holds none.</summary>
    /// <param name="directory">A directory of the repository.</param>
    /// <param name="cancellationToken">Ends it before anything is changed; not after.</param>
    /// <returns>The step.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is, or the purge could not be finished.</exception>
    public async Task<IncidentStep> PurgeAsync(string directory, CancellationToken cancellationToken = default)
    {
        PurgeResult result = await PurgeOf(directory).RunAsync(cancellationToken).ConfigureAwait(false);
        Keep(_journal with
        {
            Backup = result.BackupFile ?? _journal.Backup,
            PushCommands = result.PushCommands.Count > 0 ? result.PushCommands : _journal.PushCommands,
        });
        string done = $"{result.Plan.ChangedCommits} of {result.Plan.Commits} commits made again; {result.Proof.Objects} objects examined, none holds one";
        return result.Proof.IsClean ? Set(IncidentStepKind.Purge, IncidentStepStatus.Done, done)
            : Set(IncidentStepKind.Purge, IncidentStepStatus.Open, "still there: " + string.Join("; ", result.Proof.Remains));
    }

    /// <summary>Judges scans of the files and the history for the former credentials. The step is done when they have none of them.</summary>
    /// <param name="reports">Scans that look for <see cref="Secrets"/>, and keep credentials.</param>
    /// <returns>The step.</returns>
    public IncidentStep ProveGone(IReadOnlyList<LeakReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        string done = $"{reports.Sum(report => report.Files)} files and objects scanned, none holds one";
        return reports.Select(report => Judge(IncidentStepKind.ProveGone, report, done)).FirstOrDefault(step => step.Status == IncidentStepStatus.Open)
            ?? _journal.Steps.Single(step => step.Kind == IncidentStepKind.ProveGone);
    }

    /// <summary>Notes that all credentials are changed, or which are not.</summary>
    /// <returns>The step.</returns>
    public IncidentStep FinishRotation()
    {
        int[] open = [.. Credentials.Where(credential => credential.Rotated is null).Select(credential => credential.Number)];
        return open.Length == 0
            ? Set(IncidentStepKind.Rotate, IncidentStepStatus.Done, $"{Credentials.Count} changed")
            : Set(IncidentStepKind.Rotate, IncidentStepStatus.Open, $"not changed yet: {string.Join(", ", open)}");
    }

    /// <summary>Goes on without a step.</summary>
    /// <param name="kind">The step.</param>
    /// <param name="reason">Why; the report tells it.</param>
    /// <returns>The step.</returns>
    public IncidentStep Skip(IncidentStepKind kind, string reason) => Set(kind, IncidentStepStatus.Skipped, Display.Sanitize(reason, 400));

    /// <summary>Forgets the credentials, and that there was an incident. To be called when nothing is open.</summary>
    public void Close() => _file?.Remove();

    /// <summary>Lets other runs go on.</summary>
    public void Dispose() => _file?.Dispose();

    /// <summary>What a server says is written down before the next one is asked, so that no run sends what was refused once more.</summary>
    private Task<IReadOnlyList<LeakVerification>> VerifyAsync(LeakVerificationOptions? options, CancellationToken cancellationToken)
    {
        LeakVerifier verifier = new(_config.Snapshot, options)
        {
            Bound = _bound,
            OnTried = (index, tried) =>
            {
                bool isNew = tried.HasWorked != _credentials[index].HasWorked || tried.Refusals.Count != _credentials[index].Refusals.Count;
                _credentials[index] = tried;
                if (isNew && _file is not null)
                {
                    Keep(_journal with { Sealed = _file.Seal(_credentials, _bound) });
                }
            },
        };
        return verifier.VerifyAsync([.. _credentials], cancellationToken);
    }

    private bool IsRotationBegun(LeakedCredentialState credential) => credential.Store is string store ? new StoreRotation(_config, store).IsBegun
        : credential.IsRotatable && new DatabaseRotation(_config).IsBegun;

    /// <exception cref="RotationException">The configuration leads elsewhere than when the incident began.</exception>
    private void CheckBound(string name)
    {
        if (_bound.FindChange(name, BoundDestinations.From(_config.Snapshot)) is string change)
        {
            throw new RotationException(RotationRules.Impossible, $"{change}, so the credential is sent nowhere", $"Go on: {BoundDestinations.GoOn}.");
        }
    }

    private static string FolderOf(DataJointConfig config)
    {
        ProjectLocation project = config.Snapshot.Project;
        return Path.Combine(project.Root ?? project.StartDirectory, ProjectFinder.SecretsDirectoryName);
    }

    private bool IsChanged(int index)
    {
        if (_journal.Entries[index].Key is not string key)
        {
            return false;
        }

        _config.Reload();
        return _config.Snapshot.Find(key) is { Value.HasValue: true } setting && setting.Value.AsSecret() is { IsResolved: true } now && !now.Equals(_credentials[index].Secret);
    }

    private static string Shorten(string[] all)
    {
        const int shown = 5;
        return string.Join(", ", all.Take(shown)) + (all.Length > shown ? $" and {all.Length - shown} more" : "");
    }

    /// <summary>Values go wherever they stand; a file of <c>.secrets/</c> goes itself.</summary>
    private RepositoryPurge PurgeOf(string directory) => new(directory, new PurgeOptions
    {
        Values = Secrets,
        Paths =
        [
            .. Credentials.SelectMany(credential => credential.Places).Where(place => place.Rule == LeakRules.SecretsFile.Id && place.Commit is not null)
                .Select(place => place.Path).Distinct(StringComparer.Ordinal),
        ],
    });

    private IncidentStep Judge(IncidentStepKind kind, LeakReport report, string done)
    {
        string[] remains = [.. report.Leaks.Where(IsOneOfThem).Select(leak => leak.ToString()).Distinct(StringComparer.Ordinal)];
        return remains.Length > 0 ? Set(kind, IncidentStepStatus.Open, "still in " + Shorten(remains))
            : !report.IsComplete ? Set(kind, IncidentStepStatus.Open, "the scan is not complete: " + Shorten(MissingFrom(report)))
            : Set(kind, IncidentStepStatus.Done, done);
    }

    private static string[] MissingFrom(LeakReport report) => [.. report.Skipped.Where(each => each.IsAsked).Select(each => $"{each.Path}: {each.Reason}")];

    private bool IsOneOfThem(Leak leak) => leak.Credential is LeakedCredential found && _credentials.Any(each => each.Secret.Equals(found.Secret));

    private IncidentStep Set(IncidentStepKind kind, IncidentStepStatus status, string note)
    {
        IncidentStep step = new(kind, status, note, status == IncidentStepStatus.Open ? null : TimeProvider.System.GetUtcNow());
        Keep(_journal with { Steps = [.. _journal.Steps.Select(each => each.Kind == kind ? step : each)] });
        return step;
    }

    private void ChangeEntries(Func<LeakedCredentialState, int, LeakedCredentialState> change) =>
        Keep(_journal with { Entries = [.. _journal.Entries.Select((entry, index) => entry with { State = change(entry.State, index) })] });

    private void Keep(IncidentJournal journal)
    {
        _journal = journal;
        Save();
    }

    private void Save() => _file?.Write(_journal);
}
