using System.Data.Common;

namespace DataJoint.Connections.Drivers;

/// <summary>What happens in a new session before it is handed out: the guard of a command that only reads, then <c>connection.init_function</c>.</summary>
internal static class SessionStart
{
    public static bool IsNeeded(SessionContext context) => context.IsReadOnly || context.Target.InitFunction is not null;

    /// <exception cref="InitFunctionException">The statement failed, or would write in a session that only reads.</exception>
    public static async ValueTask RunAsync(DbConnection connection, SessionContext context, CancellationToken cancellationToken)
    {
        DatabaseTarget target = context.Target;
        if (!context.IsReadOnly)
        {
            if (target.InitFunction is not null)
            {
                await InitFunction.RunAsync(connection, target, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        ReadOnlySession session = target.Driver.ReadOnly;
        await session.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        if (target.InitFunction is null)
        {
            return;
        }

        await InitFunction.RunReadingAsync(connection, target, cancellationToken).ConfigureAwait(false);
        if (!await session.IsInForceAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new InitFunctionException("it ends the read-only session");
        }
    }

    /// <summary>The same, synchronously.</summary>
    public static void Run(DbConnection connection, SessionContext context)
    {
        if (context.IsReadOnly)
        {
            // Commands that only read open asynchronously, so nobody waits here but who calls a driver by hand.
            RunAsync(connection, context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        else if (context.Target.InitFunction is not null)
        {
            InitFunction.Run(connection, context.Target);
        }
    }
}
