using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>Has the text of a password that the settings refer to ready before a driver is called, whose callbacks cannot wait for it.</summary>
internal static class PasswordResolution
{
    /// <summary>Asks, and lets the caller go when the time is over, whatever the resolver does then.</summary>
    /// <exception cref="ConnectionException">The text could not be had.</exception>
    public static void Run(DataSourceVersion generation, ConnectDeadline deadline)
    {
        SessionContext context = generation.Context;
        CancellationToken over = DeadlineClock.After(deadline.Remaining);
        Task asking = BlockingWork.Run(() => context.ResolvePassword(over));
        if (Task.WaitAny([asking], deadline.Remaining) < 0)
        {
            throw TooLate(context, deadline);
        }

        try
        {
            asking.GetAwaiter().GetResult();
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
        catch (OperationCanceledException)
        {
            throw TooLate(context, deadline);
        }
    }

    /// <summary>The same, asynchronously.</summary>
    /// <exception cref="ConnectionException">The text could not be had.</exception>
    public static async Task RunAsync(DataSourceVersion generation, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        SessionContext context = generation.Context;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(DeadlineClock.After(deadline.Remaining), cancellationToken);
        try
        {
            // On a thread that can be left behind: a resolver may block before it first waits.
            Task asking = BlockingWork.Run(() => context.ResolvePasswordAsync(end.Token)).Unwrap();
            await asking.WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (SecretException failed)
        {
            throw Describe(failed);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TooLate(context, deadline);
        }
    }

    private static ConnectionException Describe(SecretException failed) => new([failed.Diagnostic], failed.IsTransient);

    private static ConnectionException TooLate(SessionContext context, ConnectDeadline deadline) => Describe(
        new SecretException(
            string.Create(CultureInfo.InvariantCulture, $"its text did not come within {deadline.Elapsed.TotalSeconds:0.#} s"),
            "Whoever keeps the secret does not answer: check the network, then try again.", isTransient: true)
        .At("database.password", context.Snapshot.Find("database.password").Origin));
}
