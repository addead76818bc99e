using DataJoint.Configuration;
using DataJoint.Configuration.Trust;
using DataJoint.Stores;

namespace DataJoint.Operations.Verifications;

/// <summary>Uses a key pair that was found, by requests that change nothing: lists, reads an object that is there, and asks whether it may write.</summary>
internal sealed class StoreProof(ConfigurationSnapshot snapshot)
{
    /// <summary>What a store answers when it knows the pair no longer.</summary>
    private static readonly StoreErrorCode[] Refusals = [StoreErrorCode.CredentialsRefused, StoreErrorCode.SignatureMismatch];

    public async Task<LeakVerification> RunAsync(CredentialPair pair, CancellationToken cancellationToken)
    {
        string subject = DescribeSubject(pair);
        try
        {
            IObjectStore store = StoreAdapters.Open(Prepare(pair));
            await using (store.ConfigureAwait(false))
            {
                return await AskAsync(store, subject, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreException answer) when (Refusals.Contains(answer.Code))
        {
            return pair.Rank <= 1 ? new LeakVerification(VerificationStatus.Refused, subject, null, "")
                : new LeakVerification(VerificationStatus.Unknown, subject, null, "the store does not know it, and it may belong to another one");
        }
        catch (StoreException answer) when (answer.Code == StoreErrorCode.NoSuchBucket)
        {
            return new LeakVerification(VerificationStatus.Unknown, subject, null, "the configured bucket does not exist");
        }
        catch (Exception failed) when (failed is IDataJointException told)
        {
            return new LeakVerification(VerificationStatus.Unknown, subject, null, told.Diagnostic.Message);
        }
    }

    /// <summary>What is tried where, without anything of it.</summary>
    public static string DescribeSubject(CredentialPair pair) => $"the key of stores.{Display.Sanitize(pair.Store!)}";

    /// <summary>The store with what was found. Its place is the configured one, where the configured credentials may go: <see cref="PairFinder"/> has looked.</summary>
    private StoreSpec Prepare(CredentialPair pair)
    {
        if (pair.Found.Count == 0)
        {
            return snapshot.Stores[pair.Store!];
        }

        ConfigurationSnapshot tried = snapshot.With([.. pair.Found.Select(each => ($"stores.{pair.Store}.{each.Attribute}", (SettingValue)each.Value))]);
        StoreSpec spec = tried.Stores[pair.Store!];
        foreach (CredentialFlow flow in spec.Flows)
        {
            tried.Trust.Confirm(flow);
        }

        return spec;
    }

    private static async Task<LeakVerification> AskAsync(IObjectStore store, string subject, CancellationToken cancellationToken)
    {
        CredentialRights rights = CredentialRights.None;
        List<string> open = [];
        string? name = null;
        if (await MayAsync(async () => name = await FindFirstAsync(store, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))
        {
            rights |= CredentialRights.List;
        }

        if (name is null)
        {
            open.Add("whether it reads was not tried: no object was listed");
        }
        else if (await MayAsync(() => ReadByteAsync(store, name, cancellationToken)).ConfigureAwait(false))
        {
            rights |= CredentialRights.Read;
        }

        (bool writes, string why) = await AskToWriteAsync(store, cancellationToken).ConfigureAwait(false);
        rights |= writes ? CredentialRights.Write : CredentialRights.None;
        open.AddRange(why.Length == 0 ? [] : [why]);
        return new LeakVerification(VerificationStatus.Valid, subject, rights, string.Join("; ", open));
    }

    /// <summary>Whether it may write; a server that cannot say so leaves what else is known as it is.</summary>
    private static async Task<(bool Writes, string Why)> AskToWriteAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        if (store is not IWriteProbing probing)
        {
            return (false, "whether it writes was not tried: only a write would tell");
        }

        try
        {
            return (await probing.MayWriteAsync(cancellationToken).ConfigureAwait(false), "");
        }
        catch (StoreException failed) when (!Refusals.Contains(failed.Code))
        {
            return (false, "whether it writes is not known: the server does not say");
        }
    }

    /// <summary>Whether the store allows a request.</summary>
    /// <exception cref="StoreException">It fails for another reason than a missing right.</exception>
    private static async Task<bool> MayAsync(Func<Task> request)
    {
        try
        {
            await request().ConfigureAwait(false);
            return true;
        }
        catch (StoreException refused) when (refused.Code == StoreErrorCode.AccessDenied)
        {
            return false;
        }
    }

    private static async Task<string?> FindFirstAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in store.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            return found.Name;
        }

        return null;
    }

    private static async Task ReadByteAsync(IObjectStore store, string name, CancellationToken cancellationToken)
    {
        try
        {
            Stream content = await store.OpenReadAsync(name, null, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                _ = await content.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreException gone) when (gone.Code == StoreErrorCode.NotFound)
        {
            // Deleted since it was listed; the store has let the reader look.
        }
    }
}
