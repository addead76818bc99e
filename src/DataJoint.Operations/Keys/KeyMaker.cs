using DataJoint.Configuration;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;
using DataJoint.Secrets;

namespace DataJoint.Operations.Keys;

/// <summary>Has a new key made, by a service or by people, and takes it back.</summary>
internal sealed class KeyMaker(KeySetup setup, JournalFile file, Action<RotationStep> report)
{
    /// <summary>
    /// How long the call that makes a key takes at most, and how far the clocks of this machine and of the service may be apart. A key that was made outside of
    /// that time is somebody else's.
    /// </summary>
    private static readonly TimeSpan OrphanWindow = TimeSpan.FromMinutes(2);

    /// <summary>Makes a key. The journal knows it before anything else does.</summary>
    public async Task<KeyPlan> MakeAsync(Login former, CancellationToken cancellationToken)
    {
        KeyJournal journal = new()
        {
            Store = setup.Target,
            Service = setup.Service?.Title,
            Begun = setup.Options.Clock.GetUtcNow(),
            FormerId = former.User,
            GraceSeconds = setup.Grace.TotalSeconds,
        };
        KeyPlan plan = setup.Service is null
            ? new KeyPlan(former, await AskAsync(former, cancellationToken).ConfigureAwait(false))
            : await CreateAsync(setup.Service, former, journal, cancellationToken).ConfigureAwait(false);
        file.Write(plan.AddTo(journal), JournalJson.Default.KeyJournal);
        if (setup.Service is not null)
        {
            report(new RotationStep(RotationStepKind.Created, $"{KeyName.Describe(plan.Next.User, "new")} at {setup.Service.Title}", "the former one works, too"));
        }

        return plan;
    }

    /// <summary>The keys that the user has, after a look whether one more is possible.</summary>
    /// <param name="setup">The service and the store.</param>
    /// <param name="former">The recorded key.</param>
    /// <param name="replace">Deletes the key that is to be replaced, given it and those that stay; null to say only whether there would be room.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="RotationException">It is not.</exception>
    public static async Task<IReadOnlyList<string>> MakeRoomAsync(
        KeySetup setup, Login former, Func<string, IReadOnlyList<string>, Task>? replace, CancellationToken cancellationToken)
    {
        IAccessKeyService service = setup.Service!;
        AccessKeyPair login = new(former.User, former.Password);
        IReadOnlyList<AccessKeyInfo> keys = await service.ListAsync(login, former.User, cancellationToken).ConfigureAwait(false);
        if (!keys.Any(key => key.Id == former.User))
        {
            throw Impossible($"{service.Title} does not list the key of {setup.Store} among the user's", "Does --admin, or --iam-endpoint, name the service that made it?");
        }

        AccessKeyInfo[] others = [.. keys.Where(key => key.Id != former.User)];
        if (keys.Count < (service.MaxKeys ?? int.MaxValue))
        {
            return [.. keys.Select(key => key.Id)];
        }

        if (!others.Any(key => key.Id == setup.Options.ReplacedKey))
        {
            throw Impossible(
                $"the user has {keys.Count} keys at {service.Title}, as many as it can; besides that of {setup.Store}: {string.Join(", ", others.Select(Describe))}",
                "Somebody may use the other one. If nobody does, run this again with --replace and its id: it is deleted first.");
        }

        string[] kept = [.. keys.Select(key => key.Id).Where(id => id != setup.Options.ReplacedKey)];
        if (replace is not null)
        {
            await replace(setup.Options.ReplacedKey!, kept).ConfigureAwait(false);
        }

        return kept;
    }

    /// <summary>A run was killed while a key was made: nobody knows its secret, so it is deleted.</summary>
    public async Task RemoveOrphanAsync(KeyJournal written, Login recorded, CancellationToken cancellationToken)
    {
        if (recorded.User != written.FormerId)
        {
            await TellOvertakenAsync(written, recorded, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (setup.Service is IAccessKeyService service)
        {
            AccessKeyPair login = new(recorded.User, recorded.Password);
            foreach (AccessKeyInfo key in await service.ListAsync(login, recorded.User, cancellationToken).ConfigureAwait(false))
            {
                if (!written.KnownIds.Contains(key.Id) && IsOrphan(key, written))
                {
                    await service.DeleteAsync(login, key.Id, cancellationToken).ConfigureAwait(false);
                    report(new RotationStep(RotationStepKind.Resumed, $"{KeyName.Describe(key.Id, "new")} at {service.Title}", "its secret was not received: it is deleted, and another one made"));
                }
            }
        }

        file.Remove();
    }

    /// <summary>Another key is on record by now: nobody will end those of the interrupted rotation, so they are named before its journal goes.</summary>
    public async Task TellOvertakenAsync(KeyJournal written, Login recorded, CancellationToken cancellationToken)
    {
        string[] left = setup.Service is null
            ? [.. new[] { written.FormerId, written.NextId }.Where(id => !string.IsNullOrEmpty(id) && id != recorded.User).Select(id => Display.Sanitize(id!))]
            : [.. (await setup.Service.ListAsync(new AccessKeyPair(recorded.User, recorded.Password), recorded.User, cancellationToken).ConfigureAwait(false))
                .Where(key => key.Id != recorded.User && (key.Id == written.FormerId || key.Id == written.NextId || (!written.KnownIds.Contains(key.Id) && IsOrphan(key, written))))
                .Select(Describe)];
        if (left.Length > 0)
        {
            report(new RotationStep(
                RotationStepKind.Resumed, setup.Store,
                $"another key was stored meanwhile; of the interrupted rotation {(setup.Service is null ? "these keys may still count" : $"{setup.Service.Title} still has")}: {string.Join(", ", left)}; end what nobody uses"));
        }

        file.Remove();
    }

    /// <summary>Takes a new key back, whatever the caller has given up. The former one is on record again before anything of the new one is thrown away.</summary>
    public async Task<RotationException> RollBackAsync(KeyPlan plan, string why, Exception? cause)
    {
        try
        {
            await PutBackAsync(plan).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IDataJointException known)
        {
            return Unfinished(
                $"{why}; and the former one could not be put back: {known.Diagnostic.Message}", "Both keys are kept: fix the cause, and run the same command again.", cause ?? failed);
        }

        try
        {
            if (setup.Service is IAccessKeyService service)
            {
                await service.DeleteAsync(new AccessKeyPair(plan.Former.User, plan.Former.Password), plan.Next.User, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (SecretException failed)
        {
            return Unfinished($"{why}; and the new key could not be deleted: {failed.Diagnostic.Message}", null, cause ?? failed);
        }

        file.Remove();
        return new RotationException(
            RotationRules.RolledBack, $"{why}; {(setup.Service is null ? "it was not written" : "it was deleted")}, and the former one stays in force", innerException: cause);
    }

    public static RotationException Unfinished(string message, string? hint, Exception? cause = null) =>
        new(RotationRules.Unfinished, message, hint, isTransient: cause is IDataJointException { IsTransient: true }, cause);

    /// <summary>Of two files one may have been written. What somebody else has stored meanwhile stays.</summary>
    private async Task PutBackAsync(KeyPlan plan)
    {
        Login recorded = await setup.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (plan.IsPartOf(recorded) && !recorded.IsSame(plan.Former))
        {
            await setup.Record.WriteAsync(plan.Former, recorded, setup.ChangesId, CancellationToken.None).ConfigureAwait(false);
            recorded = await setup.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (!recorded.IsSame(plan.Former))
            {
                throw Unfinished($"it was written to {setup.Record.Place}, and a load gives another one", "Something beats that place: djc config explain.");
            }
        }
    }

    private async Task<KeyPlan> CreateAsync(IAccessKeyService service, Login former, KeyJournal journal, CancellationToken cancellationToken)
    {
        AccessKeyPair login = new(former.User, former.Password);
        string? replaced = null;
        IReadOnlyList<string> known = await MakeRoomAsync(
            setup, former,
            (id, kept) =>
            {
                file.Write(journal with { KnownIds = kept }, JournalJson.Default.KeyJournal);
                replaced = $"the key {Display.Sanitize(id)}";
                return ReplaceAsync(service, login, id, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        string? proposed = service.ProposeId();
        file.Write(journal with { KnownIds = known, NextId = proposed, Begun = setup.Options.Clock.GetUtcNow() }, JournalJson.Default.KeyJournal);
        try
        {
            AccessKeyPair made = await service.CreateAsync(login, former.User, proposed, cancellationToken).ConfigureAwait(false);
            return new KeyPlan(former, new Login(made.Id, made.SecretKey));
        }
        catch (SecretException refused) when (!refused.IsTransient)
        {
            file.Remove();
            string changed = replaced is null ? "nothing was changed" : $"{replaced} was deleted to make room, and no new one was made";
            throw new RotationException(RotationRules.Refused, $"{refused.Diagnostic.Message}; {changed}", refused.Diagnostic.Hint, innerException: refused);
        }
        catch (SecretException lost)
        {
            string before = replaced is null ? "" : $"{replaced} was deleted to make room; ";
            throw Unfinished($"{before}no answer while a key was made: {lost.Diagnostic.Message}", null, lost);
        }
    }

    private async Task ReplaceAsync(IAccessKeyService service, AccessKeyPair login, string id, CancellationToken cancellationToken)
    {
        try
        {
            await service.DeleteAsync(login, id, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException refused) when (!refused.IsTransient)
        {
            file.Remove();
            throw;
        }
        catch (SecretException lost)
        {
            throw Unfinished($"no answer while the key {Display.Sanitize(id)} was deleted to make room: {lost.Diagnostic.Message}; it may be gone, and no new one was made", null, lost);
        }

        report(new RotationStep(RotationStepKind.Deleted, $"the key {Display.Sanitize(id)} at {service.Title}", "it was to be replaced"));
    }

    private async Task<Login> AskAsync(Login former, CancellationToken cancellationToken)
    {
        if (setup.Options.AskNew is not { } ask)
        {
            throw Impossible($"nobody makes keys for {setup.Store} here, and no new one was given", "Make one at the server, and give it.");
        }

        IReadOnlyDictionary<string, Secret> given = await ask(setup.Settings, cancellationToken).ConfigureAwait(false);
        Login next = new(setup.ChangesId ? given[setup.Settings[0]].Reveal() : "", given[setup.Settings[^1]]);
        return next.Password.Equals(former.Password)
            ? throw Impossible($"the new secret of {setup.Store} is the present one", "Make another one at the server, and give that.")
            : next;
    }

    private static bool IsOrphan(AccessKeyInfo key, KeyJournal written) => written.NextId is not null
        ? key.Id == written.NextId
        : key.Created is DateTimeOffset made && (made - written.Begun).Duration() < OrphanWindow;

    private static string Describe(AccessKeyInfo key) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Display.Sanitize(key.Id)} ({(key.IsActive ? "active" : "inactive")}{(key.Created is DateTimeOffset made ? $", made {made:yyyy-MM-dd}" : "")})");

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
