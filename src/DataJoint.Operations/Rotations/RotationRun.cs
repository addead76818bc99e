using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Operations.Accounts;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Records;

namespace DataJoint.Operations.Rotations;

/// <summary>One run of a rotation, from its beginning or from where another was interrupted. The journal's lock is held.</summary>
internal sealed class RotationRun(RotationSetup setup, JournalFile journal, Action<RotationStep> report, Action<Diagnostic> warn)
{
    private readonly RotationOptions _options = setup.Options;
    private readonly ServerLogin _server = setup.Server;
    private AccountWork? _work;

    /// <summary>Runs to the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (journal.Read() is not { } written || !await TryResumeAsync(written, cancellationToken).ConfigureAwait(false))
            {
                RotationPlan plan = await BeginAsync(cancellationToken).ConfigureAwait(false);
                RotationPlan changed = await ChangeAsync(plan, cancellationToken).ConfigureAwait(false);
                await WriteAsync(changed, cancellationToken).ConfigureAwait(false);
                await RetireAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_work is not null)
            {
                await _work.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<RotationPlan> BeginAsync(CancellationToken cancellationToken)
    {
        _work = await setup.OpenWorkAsync(setup.Recorded, cancellationToken).ConfigureAwait(false);
        RotationPlan plan = await RotationPlanner.MakeAsync(setup, _work, cancellationToken).ConfigureAwait(false);
        Record(plan);
        return plan;
    }

    /// <returns>Whether the rotation was finished; false when it has to begin from the start.</returns>
    private async Task<bool> TryResumeAsync(RotationJournal written, CancellationToken cancellationToken)
    {
        if (written.Server != setup.Target)
        {
            throw Unfinished($"a rotation at {Display.Sanitize(written.Server)} is not finished, and the settings name {setup.Target}", "Finish it with the settings that it began with.");
        }

        if (RotationPlan.From(written, setup.Recorded) is not var (plan, isWritten))
        {
            await CheckRecordedAsync(cancellationToken).ConfigureAwait(false);
            journal.Remove();
            return false;
        }

        if (!isWritten && !await _server.AcceptsAsync(plan.Next, cancellationToken).ConfigureAwait(false))
        {
            // The server was not changed. It has refused the new password once: another one is made.
            await CheckRecordedAsync(cancellationToken).ConfigureAwait(false);
            journal.Remove();
            return false;
        }

        report(new RotationStep(RotationStepKind.Resumed, setup.Name(plan.NextAccount), isWritten ? "the new password is written" : "the new password is in force"));
        if (!isWritten)
        {
            await WriteAsync(plan, cancellationToken).ConfigureAwait(false);
        }

        await RetireAsync(plan, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task CheckRecordedAsync(CancellationToken cancellationToken)
    {
        if (!await _server.AcceptsAsync(setup.Recorded, cancellationToken).ConfigureAwait(false))
        {
            throw Unfinished($"{_server.Server} refuses the recorded password of {Display.Quote(setup.Recorded.User)}, and the one that an interrupted rotation had made, too",
                "Somebody else has changed it. Store the one that works (djc secrets set database.password), and run this again.");
        }
    }

    /// <returns>The plan as it was carried out: without a right, one password takes the place of two.</returns>
    private async Task<RotationPlan> ChangeAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        RotationPlan carried = plan;
        try
        {
            if (plan.Method == RotationMethod.TwoPasswords)
            {
                try
                {
                    await _work!.ChangeAsync(plan, cancellationToken).ConfigureAwait(false);
                }
                catch (ConnectionException refused) when (refused.Diagnostic.Id == DiagnosticIds.DatabaseAccessDenied)
                {
                    carried = plan with { Method = RotationMethod.OnePassword };
                    Record(carried);
                }
            }

            if (carried.Method == RotationMethod.OnePassword)
            {
                warn(new Diagnostic(RotationRules.WithoutOverlap, $"{setup.Name(plan.FormerAccount)} keeps one password: programs that connect during the change may be refused", RotationRules.WithoutOverlap.Remedy));
            }

            if (carried.Method != RotationMethod.TwoPasswords)
            {
                await _work!.ChangeAsync(carried, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectionException failed)
        {
            throw await DescribeChangeAsync(plan, failed, cancellationToken).ConfigureAwait(false);
        }

        report(new RotationStep(RotationStepKind.Changed, setup.Name(carried.NextAccount), carried.Method switch
        {
            RotationMethod.TwoPasswords => "the former password works, too",
            RotationMethod.TwoUsers => $"{Display.Sanitize(carried.FormerAccount.ToString())} works, too",
            _ => "",
        }));
        await ProveAsync(carried, cancellationToken).ConfigureAwait(false);
        return carried;
    }

    /// <summary>A server that says no has changed nothing. When the connection is gone, the change may have been made.</summary>
    private async Task<RotationException> DescribeChangeAsync(RotationPlan plan, ConnectionException failed, CancellationToken cancellationToken)
    {
        bool? isChanged = null;
        try
        {
            isChanged = await _server.AcceptsAsync(plan.Next, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionException)
        {
            // Nobody can say; the journal stays.
        }

        if (isChanged == false)
        {
            journal.Remove();
            return new RotationException(RotationRules.Refused, $"{failed.Diagnostic.Message}; nothing was changed", HintFor(plan), failed.IsTransient, failed);
        }

        return Unfinished($"the connection failed while {setup.Name(plan.NextAccount)} was changed: {failed.Diagnostic.Message}", null, failed);
    }

    private static string? HintFor(RotationPlan plan) => plan.ChangesUser
        ? $"Is there an account {plan.NextAccount}? Let an administrator make it once, with the same rights. Whoever changes another account's password needs the right to: --admin DIR names the project of somebody who has it."
        : null;

    private async Task ProveAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        if (!await _server.AcceptsAsync(plan.Next, cancellationToken).ConfigureAwait(false))
        {
            throw await RollBackAsync(plan, $"{_server.Server} refuses the new password of {plan.NextAccount}", null).ConfigureAwait(false);
        }

        report(new RotationStep(RotationStepKind.Proven, setup.Name(plan.NextAccount), "the new password logs in"));
    }

    /// <summary>Writes the new login, and makes sure that a load gives it.</summary>
    private async Task WriteAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        CredentialRecord record = setup.Record;
        string place;
        try
        {
            place = await record.WriteAsync(plan.Next, plan.Former, plan.ChangesUser, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IDataJointException)
        {
            throw await RollBackAsync(plan, $"the new login could not be written: {((IDataJointException)failed).Diagnostic.Message}", failed).ConfigureAwait(false);
        }

        if (await setup.ReadAgainAsync(cancellationToken).ConfigureAwait(false) is not { } read || read.User != plan.Next.User || !read.Password.Equals(plan.Next.Password))
        {
            throw Unfinished($"the new login was written to {place}, and a load gives another one", "Something beats that place: djc config explain database.password.");
        }

        report(new RotationStep(RotationStepKind.Written, place, record.Note));
    }

    private async Task RetireAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Method != RotationMethod.OnePassword)
        {
            await WaitAsync(plan, cancellationToken).ConfigureAwait(false);
            _work ??= await setup.OpenWorkAsync(plan.Next, cancellationToken).ConfigureAwait(false);
            await _work.RetireAsync(plan, cancellationToken).ConfigureAwait(false);
            report(new RotationStep(RotationStepKind.Retired, setup.Name(plan.FormerAccount), plan.ChangesUser ? "its password is one that nobody knows" : "the former password"));
        }

        bool isAccepted = await _server.AcceptsAsync(plan.Former, cancellationToken).ConfigureAwait(false);
        journal.Remove();
        if (isAccepted)
        {
            throw new RotationException(RotationRules.StillAccepted, $"{_server.Server} still lets {plan.FormerAccount} in with the former password");
        }

        report(new RotationStep(RotationStepKind.Refused, setup.Name(plan.FormerAccount), "the former password"));
    }

    private async Task WaitAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        RotationJournal written = journal.Read() ?? plan.ToJournal(setup.Target, setup.Grace);
        TimeSpan grace = _options.Grace ?? TimeSpan.FromSeconds(written.GraceSeconds);
        DateTimeOffset now = _options.Clock.GetUtcNow();
        DateTimeOffset end = _options.Grace is null && written.GraceEnd is DateTimeOffset begun ? begun : now + grace;
        journal.Write(written with { GraceEnd = end });
        await CloseWorkAsync().ConfigureAwait(false);
        if (end > now)
        {
            report(new RotationStep(RotationStepKind.Waiting, RotationPlanner.Describe(end - now), "both passwords work; interrupted, the same command finishes"));
            await Task.Delay(end - now, _options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The session of the former login would be lost over a long wait.</summary>
    private async Task CloseWorkAsync()
    {
        if (_work is not null)
        {
            await _work.DisposeAsync().ConfigureAwait(false);
            _work = null;
        }
    }

    /// <summary>Puts the former login back in force, whatever the caller has given up.</summary>
    private async Task<RotationException> RollBackAsync(RotationPlan plan, string why, Exception? cause)
    {
        try
        {
            _work ??= await setup.OpenWorkAsync(plan.Next, CancellationToken.None).ConfigureAwait(false);
            await _work.RestoreAsync(plan, CancellationToken.None).ConfigureAwait(false);
            if (await _server.AcceptsAsync(plan.Former, CancellationToken.None).ConfigureAwait(false))
            {
                journal.Remove();
                return new RotationException(RotationRules.RolledBack, $"{why}; the former password of {plan.FormerAccount} is in force again, and works", innerException: cause);
            }
        }
        catch (ConnectionException failed)
        {
            return Unfinished($"{why}; and the former password could not be put back in force: {failed.Diagnostic.Message}", null, cause ?? failed);
        }

        return Unfinished($"{why}; and the former password does not work any more", null, cause);
    }

    private void Record(RotationPlan plan) => journal.Write(plan.ToJournal(setup.Target, setup.Grace));

    private static RotationException Unfinished(string message, string? hint, Exception? cause = null) =>
        new(RotationRules.Unfinished, message, hint, isTransient: cause is IDataJointException { IsTransient: true }, cause);
}
