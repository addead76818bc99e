using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Operations.Accounts;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Records;

namespace DataJoint.Operations.Rotations;

/// <summary>One run of a rotation, from its beginning or from where another was interrupted. The journal's lock is held.</summary>
internal sealed class RotationRun(RotationSetup setup, JournalFile journal, Action<RotationStep> report, Action<Diagnostic> warn)
{
    /// <summary>A timer of .NET waits for 49 days at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly RotationOptions _options = setup.Options;
    private readonly ServerLogin _server = setup.Server;
    private AccountWork? _work;
    private bool _isBegun;

    /// <summary>Runs to the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            RotationPlan plan = journal.Read(JournalJson.Default.RotationJournal) is { } written
                && await TryResumeAsync(written, cancellationToken).ConfigureAwait(false) is { } resumed
                ? resumed
                : await BeginAsync(cancellationToken).ConfigureAwait(false);
            await RetireAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (_isBegun && failed is IDataJointException and not RotationException)
        {
            Diagnostic found = ((IDataJointException)failed).Diagnostic;
            throw Unfinished(found.Message, found.Hint, failed);
        }
        finally
        {
            await CloseWorkAsync().ConfigureAwait(false);
        }
    }

    /// <summary>From the start until the new login is written.</summary>
    private async Task<RotationPlan> BeginAsync(CancellationToken cancellationToken)
    {
        string user = RotationPlanner.FindNextUser(setup);
        _work = await setup.OpenWorkAsync(setup.Recorded, cancellationToken).ConfigureAwait(false);
        RotationPlan plan = await ChangeAsync(RotationPlanner.Make(setup, _work, user), cancellationToken).ConfigureAwait(false);
        await WriteAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <summary>From where another run was interrupted until the new login is written.</summary>
    /// <returns>Null when the rotation has to begin from the start: another login is recorded by now, and works.</returns>
    private async Task<RotationPlan?> TryResumeAsync(RotationJournal written, CancellationToken cancellationToken)
    {
        Login recorded = setup.Recorded;
        CheckSame(written, recorded);
        if (RotationPlan.From(written, recorded) is not var (plan, isWritten))
        {
            await CheckAcceptedAsync(recorded, "the recorded password", cancellationToken).ConfigureAwait(false);
            journal.Remove();
            return null;
        }

        if (recorded.User != (isWritten ? plan.Next.User : plan.Former.User))
        {
            throw Unfinished(
                $"the password of an interrupted rotation is recorded beside the user {Display.Quote(recorded.User)}, and is another one's",
                "Record the user and the password that belong together, and run this again.");
        }

        _isBegun = true;
        if (isWritten)
        {
            await CheckAcceptedAsync(plan.Next, "the recorded password", cancellationToken).ConfigureAwait(false);
            report(new RotationStep(RotationStepKind.Resumed, setup.Name(plan.NextAccount), "the new password is written"));
            return plan;
        }

        if (await _server.AcceptsAsync(plan.Next, cancellationToken).ConfigureAwait(false))
        {
            report(new RotationStep(RotationStepKind.Resumed, setup.Name(plan.NextAccount), "the new password is in force"));
        }
        else
        {
            // The server does not know it, or not yet: a statement may be held up there. The same password again cannot contradict it.
            await CheckAcceptedAsync(recorded, "the recorded password", cancellationToken).ConfigureAwait(false);
            report(new RotationStep(RotationStepKind.Resumed, setup.Name(plan.NextAccount), "the former password is in force"));
            _work = await setup.OpenWorkAsync(recorded, cancellationToken).ConfigureAwait(false);
            plan = await ChangeAsync(plan, cancellationToken).ConfigureAwait(false);
        }

        await WriteAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <exception cref="RotationException">What was begun is another rotation.</exception>
    private void CheckSame(RotationJournal written, Login recorded)
    {
        if (written.Server != setup.Target)
        {
            throw Unfinished($"a rotation at {Display.Sanitize(written.Server)} is not finished, and the settings name {setup.Target}", "Finish it with the settings that it began with.");
        }

        if (recorded.User != written.FormerUser && recorded.User != written.NextUser)
        {
            throw Unfinished(
                $"a rotation of {Display.Quote(written.FormerUser)} is not finished, and the settings name {Display.Quote(recorded.User)}", "Finish it with the settings that it began with.");
        }

        if (written.Method == RotationMethod.TwoUsers && !_options.Alternates)
        {
            throw Unfinished("a rotation with two users that take turns is not finished", "Run it again with --alternate.");
        }
    }

    private async Task CheckAcceptedAsync(Login login, string what, CancellationToken cancellationToken)
    {
        if (!await _server.AcceptsAsync(login, cancellationToken).ConfigureAwait(false))
        {
            throw Unfinished(
                $"{_server.Server} refuses {what} of {Display.Quote(login.User)}",
                $"Somebody else has changed it. Store the one that works {setup.Record.ByHand}, and run this again.");
        }
    }

    /// <returns>The plan as it was carried out: without a right, one password takes the place of two.</returns>
    private async Task<RotationPlan> ChangeAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        Record(plan);
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
                warn(new Diagnostic(
                    RotationRules.WithoutOverlap, $"{setup.Name(plan.FormerAccount)} keeps one password: programs that connect during the change may be refused",
                    RotationRules.WithoutOverlap.Remedy));
            }

            if (carried.Method != RotationMethod.TwoPasswords)
            {
                await _work!.ChangeAsync(carried, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectionException failed)
        {
            throw DescribeChange(plan, failed);
        }

        report(new RotationStep(RotationStepKind.Changed, setup.Name(carried.NextAccount), carried.Method switch
        {
            RotationMethod.TwoPasswords => "the former password works, too",
            RotationMethod.TwoUsers => $"{carried.FormerAccount} works, too",
            _ => "",
        }));
        await ProveAsync(carried, cancellationToken).ConfigureAwait(false);
        return carried;
    }

    /// <summary>A server that says no to the statement has changed nothing. When the connection is gone, the change may have been made, or be made later.</summary>
    private RotationException DescribeChange(RotationPlan plan, ConnectionException failed)
    {
        if (!failed.IsTransient && failed.Diagnostic.Id is DiagnosticIds.DatabaseAccessDenied or DiagnosticIds.DatabaseStatementRefused)
        {
            journal.Remove();
            return new RotationException(RotationRules.Refused, $"{failed.Diagnostic.Message}; nothing was changed", HintFor(plan), innerException: failed);
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
        catch (Exception failed) when (failed is IDataJointException { IsTransient: false } definite)
        {
            throw await RollBackAsync(plan, $"the new login could not be written: {definite.Diagnostic.Message}", failed).ConfigureAwait(false);
        }

        Login read = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!read.IsSame(plan.Next))
        {
            throw Unfinished($"the new login was written to {place}, and a load gives another one", "Something beats that place: djc config explain database.password.");
        }

        report(new RotationStep(RotationStepKind.Written, place, record.Note));
    }

    private async Task RetireAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Method != RotationMethod.OnePassword)
        {
            await CloseWorkAsync().ConfigureAwait(false); // it may be lost over a long wait
            await WaitAsync(plan, cancellationToken).ConfigureAwait(false);
            _work = await setup.OpenWorkAsync(plan.Next, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Both passwords work. A run that takes over waits for what is left of the time, or less when it is told so.</summary>
    private async Task WaitAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        RotationJournal written = journal.Read(JournalJson.Default.RotationJournal) ?? plan.ToJournal(setup.Target, setup.Grace);
        DateTimeOffset now = _options.Clock.GetUtcNow();
        DateTimeOffset end = now + (_options.Grace ?? TimeSpan.FromSeconds(written.GraceSeconds));
        end = written.GraceEnd is DateTimeOffset begun && begun < end ? begun : end;
        journal.Write(written with { GraceEnd = end }, JournalJson.Default.RotationJournal);
        if (end > now)
        {
            report(new RotationStep(RotationStepKind.Waiting, RotationPlanner.Describe(end - now), "both passwords work; interrupted, the same command finishes"));
        }

        for (TimeSpan left = end - now; left > TimeSpan.Zero; left = end - _options.Clock.GetUtcNow())
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, _options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

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

    private void Record(RotationPlan plan)
    {
        journal.Write(plan.ToJournal(setup.Target, setup.Grace), JournalJson.Default.RotationJournal);
        _isBegun = true;
    }

    private static RotationException Unfinished(string message, string? hint, Exception? cause = null) =>
        new(RotationRules.Unfinished, message, hint, isTransient: cause is IDataJointException { IsTransient: true }, cause);
}
