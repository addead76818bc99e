using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>Has the user and the password ready that the settings only refer to, before a driver is called, whose callbacks cannot wait for them.</summary>
/// <remarks>The user is asked for first: whoever makes both for a time then gives the password of that user.</remarks>
internal static class LoginResolution
{
    private const string User = "database.user";
    private const string Password = "database.password";

    /// <summary>Asks for the user, and lets the caller go when the time is over, whatever the resolver does then.</summary>
    /// <returns>The version that logs in as that user.</returns>
    /// <exception cref="ConnectionException">The name could not be had.</exception>
    public static DataSourceVersion FindUser(DataSourceVersion version, DataSourceRotator keeper, ConnectDeadline deadline)
    {
        DataSourceVersion current = version;
        while (current.Context.HasUserReference)
        {
            ResolvedSetting given = current.Snapshot.Find(User);
            if (keeper.ForUser(current, NameIn(Ask(given, deadline))) is DataSourceVersion found)
            {
                return found;
            }

            current = keeper.Current();
        }

        return current;
    }

    /// <summary>The same, asynchronously.</summary>
    /// <exception cref="ConnectionException">The name could not be had.</exception>
    public static async Task<DataSourceVersion> FindUserAsync(
        DataSourceVersion version, DataSourceRotator keeper, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        DataSourceVersion current = version;
        while (current.Context.HasUserReference)
        {
            ResolvedSetting given = current.Snapshot.Find(User);
            ResolvedSetting resolved = await AskAsync(given, deadline, cancellationToken).ConfigureAwait(false);
            if (keeper.ForUser(current, NameIn(resolved)) is DataSourceVersion found)
            {
                return found;
            }

            current = keeper.Current();
        }

        return current;
    }

    /// <summary>Asks for the password, in the same way.</summary>
    /// <exception cref="ConnectionException">The text could not be had.</exception>
    public static void FindPassword(DataSourceVersion version, ConnectDeadline deadline)
    {
        ResolvedSetting given = version.Snapshot.Find(Password);
        version.Context.KeepPassword(given, Ask(given, deadline));
    }

    /// <summary>The same, asynchronously.</summary>
    /// <exception cref="ConnectionException">The text could not be had.</exception>
    public static async Task FindPasswordAsync(DataSourceVersion version, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        ResolvedSetting given = version.Snapshot.Find(Password);
        version.Context.KeepPassword(given, await AskAsync(given, deadline, cancellationToken).ConfigureAwait(false));
    }

    private static ResolvedSetting Ask(ResolvedSetting given, ConnectDeadline deadline)
    {
        CancellationToken over = DeadlineClock.After(deadline.Remaining);
        Task<ResolvedSetting> asking = BlockingWork.Run(() => given.Resolve(over));
        if (Task.WaitAny([asking], deadline.Remaining) < 0)
        {
            throw TooLate(given, deadline);
        }

        try
        {
            return asking.GetAwaiter().GetResult();
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
        catch (OperationCanceledException)
        {
            throw TooLate(given, deadline);
        }
    }

    private static async Task<ResolvedSetting> AskAsync(ResolvedSetting given, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(DeadlineClock.After(deadline.Remaining), cancellationToken);
        try
        {
            // On a thread that can be left behind: a resolver may block before it first waits.
            Task<ResolvedSetting> asking = BlockingWork.Run(() => given.ResolveAsync(end.Token).AsTask()).Unwrap();
            return await asking.WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TooLate(given, deadline);
        }
    }

    private static string NameIn(ResolvedSetting resolved) => resolved.Value.Reveal()!;

    private static ConnectionException Describe(SecretException failed) => new([failed.Diagnostic], failed.IsTransient);

    private static ConnectionException TooLate(ResolvedSetting given, ConnectDeadline deadline) => Describe(
        new SecretException(
            string.Create(CultureInfo.InvariantCulture, $"its text did not come within {deadline.Elapsed.TotalSeconds:0.#} s"),
            "Whoever keeps the secret does not answer: check the network, then try again.", isTransient: true)
        .At(given.Key, given.Origin));
}
