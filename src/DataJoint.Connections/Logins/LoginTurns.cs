using DataJoint.Connections.Drivers;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Logins;

/// <summary>Waits for the turn to log in.</summary>
internal static class LoginTurns
{
    /// <summary>Waits, on the caller's thread, no longer than an opening may last.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="context">Which form of the password is sent; it may change while one waits.</param>
    /// <param name="deadline">The end of the opening.</param>
    /// <exception cref="LoginPausedException">The pair was refused, and it is not yet time to try it again.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static LoginPermit Take(string key, SessionContext context, ConnectDeadline deadline)
    {
        while (true)
        {
            Task? other = LoginGate.Shared.TryEnter(key, out LoginPermit? permit, context.TriesOtherForm);
            if (other is null)
            {
                return permit!;
            }

            if (!other.Wait(deadline.Remaining))
            {
                throw new ConnectTimeoutException();
            }
        }
    }

    /// <summary>The same, asynchronously.</summary>
    public static async ValueTask<LoginPermit> TakeAsync(string key, SessionContext context, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? other = LoginGate.Shared.TryEnter(key, out LoginPermit? permit, context.TriesOtherForm);
            if (other is null)
            {
                return permit!;
            }

            await deadline.WaitAsync(other, cancellationToken).ConfigureAwait(false);
        }
    }
}
