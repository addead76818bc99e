using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks.Purging;

namespace DataJoint.Leaks;

/// <summary>Takes files or values out of the whole history of a repository, and proves that they are gone.</summary>
public sealed class RepositoryPurge
{
    private readonly string _directory;
    private readonly PurgeOptions _options;

    /// <summary>Prepares a purge; nothing is read yet.</summary>
    /// <param name="directory">A directory of the work tree, or a bare repository, absolute.</param>
    /// <param name="options">What is to leave the history.</param>
    public RepositoryPurge(string directory, PurgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        _directory = directory;
        _options = options;
    }

    /// <summary>Called before each step, so that tests can end a purge there.</summary>
    internal Action<PurgeStep>? OnStep { get; set; }

    /// <summary>Reads the history and says what would change. Changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What would change.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is.</exception>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<PurgePlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        RepositoryState state = await RepositoryState.OpenAsync(_directory, cancellationToken).ConfigureAwait(false);
        PurgeRun run = new(state, _options);
        await run.PrepareAsync(cancellationToken).ConfigureAwait(false);
        using NewObjects made = new(state.IdLength, pack: null);
        PurgeJournal? unfinished = FindUnfinished(state);
        await run.RewriteAsync(made, checksFiles: unfinished is null, cancellationToken).ConfigureAwait(false);
        string backup = unfinished?.BackupFile ?? (run.HasChanges ? Backup.FindFile(state, _options.BackupFile) : "");
        return run.CreatePlan(backup, unfinished);
    }

    /// <summary>Purges: writes the backup, moves the refs at once, removes what is old, and examines every object. Finishes what was interrupted.</summary>
    /// <param name="cancellationToken">Ends it before the refs move; not after.</param>
    /// <returns>What was done, with the proof; <see cref="PurgeProof.IsClean"/> says whether all is gone.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is, or the purge could not be finished.</exception>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<PurgeResult> RunAsync(CancellationToken cancellationToken = default)
    {
        RepositoryState state = await RepositoryState.OpenAsync(_directory, cancellationToken).ConfigureAwait(false);
        PurgeRun run = new(state, _options);
        await run.PrepareAsync(cancellationToken).ConfigureAwait(false);
        using PurgeLock taken = new(state.OwnDirectory);
        return await RunAsync(state, run, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PurgeResult> RunAsync(RepositoryState state, PurgeRun run, CancellationToken cancellationToken)
    {
        PurgeJournal? finished = FindUnfinished(state);
        if (finished is not null)
        {
            await FinishAsync(state, finished, run.Values).ConfigureAwait(false);
            state = await RepositoryState.OpenAsync(_directory, cancellationToken).ConfigureAwait(false);
            run = new PurgeRun(state, _options, run.Found);
            await run.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        PurgeJournal? journal = await BeginAsync(state, run, finished?.Paths ?? [], cancellationToken).ConfigureAwait(false);
        PurgePlan plan = run.CreatePlan(journal?.BackupFile ?? finished?.BackupFile ?? "", finished);
        if (journal is not null)
        {
            await FinishAsync(state, journal, run.Values).ConfigureAwait(false);
        }

        return await ProveAsync(state, run, plan, journal ?? finished).ConfigureAwait(false);
    }

    /// <summary>Clones a remote repository into a private directory, examines every object of the clone, and deletes it.</summary>
    /// <param name="url">The remote repository's address, or its name in the repository.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is still there.</returns>
    /// <exception cref="PurgeException">It cannot be cloned.</exception>
    /// <exception cref="GitException">git could not answer.</exception>
    public Task<PurgeProof> ExamineRemoteAsync(string url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return RemoteProof.RunAsync(_directory, url, _options, cancellationToken);
    }

    /// <summary>The journal of a purge that ended after its refs had moved. Before that, nothing was done.</summary>
    private static PurgeJournal? FindUnfinished(RepositoryState state)
    {
        var journal = PurgeJournal.Read(state);
        bool isBegun = journal is not null && (journal.Updates.Count == 0 || RefTransaction.Compare(state, journal.Updates).Open.Count < journal.Updates.Count);
        return isBegun ? journal : null;
    }

    /// <summary>Makes the new history, all but the refs.</summary>
    /// <returns>What is to be done then; null when nothing changes.</returns>
    private async Task<PurgeJournal?> BeginAsync(RepositoryState state, PurgeRun run, IReadOnlyCollection<string> purgedBefore, CancellationToken cancellationToken)
    {
        Step(PurgeStep.Rewrite);
        string? written = null;
        string packFile = Path.Combine(state.OwnDirectory, "objects.part");
        try
        {
            File.Delete(PurgeJournal.FileOf(state));
            File.Delete(packFile);
            FileStream pack = new(packFile, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
            await using (pack.ConfigureAwait(false))
            {
                using NewObjects made = new(state.IdLength, pack);
                await run.RewriteAsync(made, checksFiles: true, cancellationToken).ConfigureAwait(false);
                if (!run.HasChanges)
                {
                    return null;
                }

                run.CheckMissing(purgedBefore);
                string backup = Backup.FindFile(state, _options.BackupFile);
                Step(PurgeStep.Backup);
                await Backup.WriteAsync(state, backup, cancellationToken).ConfigureAwait(false);
                written = backup;
                Step(PurgeStep.Objects);
                made.Finish();
                await StoreAsync(state, made, pack, cancellationToken).ConfigureAwait(false);
                PurgeJournal journal = run.CreateJournal(backup);
                Step(PurgeStep.Journal);
                journal.Write(state);
                return journal;
            }
        }
        finally
        {
            File.Delete(packFile);
            if (!File.Exists(PurgeJournal.FileOf(state)))
            {
                Backup.Withdraw(state, written);
            }
        }
    }

    /// <summary>git checks each object and keeps them; nothing reaches them yet.</summary>
    private static async Task StoreAsync(RepositoryState state, NewObjects made, Stream pack, CancellationToken cancellationToken)
    {
        if (made.Count == 0)
        {
            return;
        }

        GitAnswer answer = await state.Git.StreamAsync(
            ["index-pack", "--stdin"], input => pack.CopyToAsync(input, cancellationToken), output => output.CopyTo(Stream.Null), cancellationToken).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Impossible, $"git does not take the new objects: {answer.Complaint}", "Look at the space on the disk, and run: git fsck");
        }
    }

    /// <summary>Moves the refs and removes what is old. Every step may be done twice.</summary>
    private async Task FinishAsync(RepositoryState state, PurgeJournal journal, ValueText? values)
    {
        Cleanup cleanup = new(state, journal, values);
        Step(PurgeStep.Refs);
        await MoveRefsAsync(state, journal).ConfigureAwait(false);
        try
        {
            Step(PurgeStep.Lists);
            cleanup.RewriteLists();
            Step(PurgeStep.Indexes);
            await IndexRewrite.RunAsync(state, journal, values).ConfigureAwait(false);
            Step(PurgeStep.Leftovers);
            cleanup.RemoveLeftovers();
            Step(PurgeStep.Repack);
            await cleanup.RepackAsync().ConfigureAwait(false);
            Step(PurgeStep.Finish);
            journal.Finish(state);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new PurgeException(PurgeRules.Unfinished, $"the old history is not yet gone: {Display.Sanitize(failed.Message, 400)}", innerException: failed);
        }
    }

    /// <summary>Where another program is in the way, and no ref has moved, nothing is left of the purge.</summary>
    private static async Task MoveRefsAsync(RepositoryState state, PurgeJournal journal)
    {
        try
        {
            new Obstacles(state).CheckLocks();
            await RefTransaction.RunAsync(state, RefTransaction.Compare(state, journal.Updates).Open).ConfigureAwait(false);
        }
        catch (PurgeException)
        {
            await state.ReadRefsAsync(CancellationToken.None).ConfigureAwait(false);
            if (FindUnfinished(state) is null)
            {
                File.Delete(PurgeJournal.FileOf(state));
                Backup.Withdraw(state, journal.BackupFile);
            }

            throw;
        }
    }

    private async Task<PurgeResult> ProveAsync(RepositoryState state, PurgeRun run, PurgePlan plan, PurgeJournal? journal)
    {
        Step(PurgeStep.Proof);
        await state.ReadRefsAsync(CancellationToken.None).ConfigureAwait(false);
        ProofReader reader = new(state, run.Reader, _options.Paths, run.Values)
        {
            OldIds = journal is null ? new HashSet<string>() : [.. journal.Commits.Keys.Concat(journal.Contents.Keys).Select(id => id.ToString())],
        };
        PurgeProof proof = (await reader.RunAsync(CancellationToken.None).ConfigureAwait(false)).With(run.FindAgain(CancellationToken.None));
        return new PurgeResult(plan, proof)
        {
            BackupFile = journal?.BackupFile,
            CommitMapFile = journal is null ? null : PurgeJournal.MapFileOf(state),
            PushCommands = journal is null ? [] : await PushCommands.ListAsync(state, journal, CancellationToken.None).ConfigureAwait(false),
        };
    }

    private void Step(PurgeStep step) => OnStep?.Invoke(step);
}
