using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>What happens in a new session before it is handed out: the guard of a command that only reads, then <c>connection.init_function</c>.</summary>
internal static class SessionStart
{
    internal static bool IsNeeded(Generation generation) => generation.IsReadOnly || generation.Target.InitFunction is not null;

    /// <exception cref="InitFunctionException">The statement failed, or would write in a session that only reads.</exception>
    internal static async ValueTask RunAsync(DbConnection connection, Generation generation, CancellationToken cancellationToken)
    {
        if (!generation.IsReadOnly)
        {
            if (generation.Target.InitFunction is string function)
            {
                await InitFunction.RunAsync(connection, function, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await ReadOnlySession.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        if (generation.Target.InitFunction is not string statement)
        {
            return;
        }

        await InitFunction.RunReadingAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        if (!await ReadOnlySession.IsInForceAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new InitFunctionException("it ends the read-only session");
        }
    }

    /// <summary>The same, synchronously.</summary>
    internal static void Run(DbConnection connection, Generation generation)
    {
        if (generation.IsReadOnly)
        {
            // Commands that only read open asynchronously, so nobody waits here but who calls a driver by hand.
            RunAsync(connection, generation, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        else if (generation.Target.InitFunction is string statement)
        {
            InitFunction.Run(connection, statement);
        }
    }
}
