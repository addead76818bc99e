using DataJoint.Configuration;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Rotations;
using DataJoint.Secrets;
using DataJoint.Stores;

namespace DataJoint.Operations.Keys;

/// <summary>One run of the rotation of a store's key, from its beginning or from where another was interrupted. The journal's lock is held.</summary>
internal sealed class KeyRun(KeySetup setup, JournalFile file, Action<RotationStep> report)
{
    /// <summary>A timer of .NET waits for 49 days at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly StoreRotationOptions _options = setup.Options;
    private readonly KeyMaker _maker = new(setup, file, report);
    private readonly Settling _settling = new(setup.Options.SettlingTime, setup.Options.Clock);
    private Login _recorded = null!;
    private bool _isBegun;
    private StoreException? _denial;

    /// <summary>Runs to the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _recorded = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
            KeyPlan plan = file.Read(JournalJson.Default.KeyJournal) is { } written && await TryResumeAsync(written, cancellationToken).ConfigureAwait(false) is { } resumed
                ? resumed
                : await BeginAsync(cancellationToken).ConfigureAwait(false);
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            Login kept = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!kept.IsSame(plan.Next))
            {
                throw Unfinished("somebody has stored another key meanwhile; the former one stays in force", $"Store the one that is to be kept {setup.Record.ByHand}, and run this again.");
            }

            if (setup.ListOthers(plan.Former.Password) is { Count: > 0 } others)
            {
                throw Unfinished($"{string.Join(", ", others)} still has the former key, which stays in force", "Give it the new key, or one of its own (djc secrets set), and run this again.");
            }

            await EndAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (_isBegun && failed is IDataJointException known and not RotationException)
        {
            throw Unfinished(known.Diagnostic.Message, known.Diagnostic.Hint, failed);
        }
    }

    /// <summary>From the start until the new key is written.</summary>
    private async Task<KeyPlan> BeginAsync(CancellationToken cancellationToken)
    {
        StoreException? refusal = await setup.Proof.FindRefusalAsync(_recorded, writes: false, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            throw refusal;
        }

        KeyPlan plan = await _maker.MakeAsync(_recorded, cancellationToken).ConfigureAwait(false);
        _isBegun = true;
        await ProveAndWriteAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <summary>From where another run was interrupted until the new key is written.</summary>
    /// <returns>Null when the rotation has to begin from the start.</returns>
    private async Task<KeyPlan?> TryResumeAsync(KeyJournal written, CancellationToken cancellationToken)
    {
        CheckSame(written);
        if (written.SealedNext is null)
        {
            await CheckAcceptedAsync(cancellationToken).ConfigureAwait(false);
            await _maker.RemoveOrphanAsync(written, _recorded, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (KeyPlan.From(written, _recorded) is not var (plan, isWritten))
        {
            await CheckAcceptedAsync(cancellationToken).ConfigureAwait(false);
            await _maker.TellOvertakenAsync(written, _recorded, cancellationToken).ConfigureAwait(false);
            return null;
        }

        _isBegun = true;
        if (isWritten)
        {
            await CheckWrittenAsync(plan, cancellationToken).ConfigureAwait(false);
            report(new RotationStep(RotationStepKind.Resumed, setup.Store, "the new key is written"));
            return plan;
        }

        report(new RotationStep(RotationStepKind.Resumed, setup.Store, "the new key is made, and not written yet"));
        await ProveAndWriteAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <exception cref="RotationException">What was begun is another rotation.</exception>
    private void CheckSame(KeyJournal written)
    {
        if (written.Store != setup.Target)
        {
            throw Unfinished($"a rotation at {Display.Sanitize(written.Store)} is not finished, and the settings name {Display.Sanitize(setup.Target)}", "Finish it with the settings that it began with.");
        }

        if (written.Service != setup.Service?.Title)
        {
            throw Unfinished(
                $"a rotation is not finished, whose keys {(written.Service is null ? "were made by hand" : $"come from {Display.Sanitize(written.Service)}")}",
                "Run it again with the options that it began with.");
        }
    }

    /// <summary>A new key that was proven and works no longer is given up while the former one works.</summary>
    private async Task CheckWrittenAsync(KeyPlan plan, CancellationToken cancellationToken)
    {
        if (await setup.Proof.FindRefusalAsync(plan.Next, writes: false, cancellationToken).ConfigureAwait(false) is { } refusal
            && await setup.Proof.FindRefusalAsync(plan.Former, writes: false, cancellationToken).ConfigureAwait(false) is null)
        {
            throw await _maker.RollBackAsync(plan, $"the new key does not work: {refusal.Message}", refusal).ConfigureAwait(false);
        }

        await CheckAcceptedAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAcceptedAsync(CancellationToken cancellationToken)
    {
        if (await setup.Proof.FindRefusalAsync(_recorded, writes: false, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            throw Unfinished($"the recorded key does not work: {refusal.Message}", $"Somebody else has changed it. Store the one that works {setup.Record.ByHand}, and run this again.", refusal);
        }
    }

    private async Task ProveAndWriteAsync(KeyPlan plan, CancellationToken cancellationToken)
    {
        bool writes = await setup.Proof.FindRefusalAsync(plan.Former, writes: true, cancellationToken).ConfigureAwait(false) is null;
        StoreException? refusal = null;
        bool works = await _settling.WaitAsync(
            async () => (refusal = await setup.Proof.FindRefusalAsync(plan.Next, writes, cancellationToken).ConfigureAwait(false)) is null,
            setup.Service is not null, cancellationToken).ConfigureAwait(false);
        if (!works)
        {
            throw await _maker.RollBackAsync(plan, $"the new key does not work: {refusal?.Message}", refusal).ConfigureAwait(false);
        }

        report(new RotationStep(RotationStepKind.Proven, setup.Store, writes ? "the new key lists, writes, reads and deletes" : "the new key lists, as the former one may do no more"));
        await WriteAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the new key, and makes sure that a load gives it.</summary>
    private async Task WriteAsync(KeyPlan plan, CancellationToken cancellationToken)
    {
        string place;
        try
        {
            place = await setup.Record.WriteAsync(plan.Next, plan.Former, setup.ChangesId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IDataJointException { IsTransient: false } definite)
        {
            throw await _maker.RollBackAsync(plan, $"the new key could not be written: {definite.Diagnostic.Message}", failed).ConfigureAwait(false);
        }

        Login read = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!read.IsSame(plan.Next))
        {
            throw Unfinished($"the new key was written to {place}, and a load gives another one", "Something beats that place: djc config explain.");
        }

        report(new RotationStep(RotationStepKind.Written, place, setup.Record.Note));
    }

    /// <summary>Both keys work. A run that takes over waits for what is left of the time, or less when it is told so.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        KeyJournal written = file.Read(JournalJson.Default.KeyJournal)!;
        DateTimeOffset now = _options.Clock.GetUtcNow();
        DateTimeOffset end = now + (_options.Grace ?? TimeSpan.FromSeconds(written.GraceSeconds));
        end = written.GraceEnd is DateTimeOffset begun && begun < end ? begun : end;
        file.Write(written with { GraceEnd = end }, JournalJson.Default.KeyJournal);
        if (end > now)
        {
            report(new RotationStep(RotationStepKind.Waiting, RotationPlanner.Describe(end - now), "both keys work; interrupted, the same command finishes"));
        }

        for (TimeSpan left = end - now; left > TimeSpan.Zero; left = end - _options.Clock.GetUtcNow())
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, _options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the former key out of force, proves that it is refused, and deletes it.</summary>
    private async Task EndAsync(KeyPlan plan, CancellationToken cancellationToken)
    {
        string former = KeyName.Describe(plan.Former.User, "former");
        if (setup.Service is not IAccessKeyService service)
        {
            await EndByHandAsync(plan, former, cancellationToken).ConfigureAwait(false);
            return;
        }

        AccessKeyPair login = new(plan.Next.User, plan.Next.Password);
        bool isRefused = false;
        if (service.CanDisable)
        {
            await _settling.CallAsync(() => service.DisableAsync(login, plan.Former.User, cancellationToken), cancellationToken).ConfigureAwait(false);
            report(new RotationStep(RotationStepKind.Retired, $"{former} at {service.Title}", "it is inactive"));
            isRefused = await IsRefusedAsync(plan, maySettle: true, cancellationToken).ConfigureAwait(false);
            if (!isRefused)
            {
                throw new RotationException(
                    RotationRules.StillAccepted, $"{DescribeStanding(former)}; it is inactive and not deleted",
                    "The service may need more time, or the store has keys of its own: run the same command again later.");
            }
        }

        await _settling.CallAsync(() => service.DeleteAsync(login, plan.Former.User, cancellationToken), cancellationToken).ConfigureAwait(false);
        report(new RotationStep(RotationStepKind.Deleted, $"{former} at {service.Title}"));
        isRefused = isRefused || await IsRefusedAsync(plan, maySettle: true, cancellationToken).ConfigureAwait(false);
        file.Remove();
        if (!isRefused)
        {
            throw new RotationException(RotationRules.StillAccepted, DescribeStanding(former), "The service may need more time: try the former key again later.");
        }
    }

    private async Task EndByHandAsync(KeyPlan plan, string former, CancellationToken cancellationToken)
    {
        bool isRefused = await IsRefusedAsync(plan, maySettle: false, cancellationToken).ConfigureAwait(false);
        while (!isRefused && _options.AskEnded is { } ask && await ask(former, cancellationToken).ConfigureAwait(false))
        {
            isRefused = await IsRefusedAsync(plan, maySettle: false, cancellationToken).ConfigureAwait(false);
        }

        if (!isRefused)
        {
            throw new RotationException(
                RotationRules.StillAccepted, $"{DescribeStanding(former)}; the new one is in force and written",
                "End the former key where the store's keys are made, and run the same command again: it proves that the key is refused.");
        }

        file.Remove();
    }

    private async Task<bool> IsRefusedAsync(KeyPlan plan, bool maySettle, CancellationToken cancellationToken)
    {
        bool isRefused = await _settling.WaitAsync(
            async () => KeyProof.IsOfKey(_denial = await setup.Proof.FindRefusalAsync(plan.Former, writes: false, cancellationToken).ConfigureAwait(false)),
            maySettle, cancellationToken).ConfigureAwait(false);
        if (isRefused)
        {
            report(new RotationStep(RotationStepKind.Refused, setup.Store, KeyName.Describe(plan.Former.User, "former")));
        }

        return isRefused;
    }

    /// <summary>How the store takes a key whose end is not proven.</summary>
    private string DescribeStanding(string former) => _denial is null ? $"{setup.Store} still lets {former} in"
        : $"{setup.Store} denies {former} a right, which does not prove that the key has ended ({_denial.Reason.TrimEnd('.')})";

    private static RotationException Unfinished(string message, string? hint, Exception? cause = null) => KeyMaker.Unfinished(message, hint, cause);
}
