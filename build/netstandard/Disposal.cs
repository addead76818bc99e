using System.Data.Common;
using System.Runtime.CompilerServices;

namespace DataJoint;

/// <summary>Asynchronous disposal where the classes of .NET Framework have none; a driver's own is used where it has one.</summary>
internal static class Disposal
{
    public static Awaited ConfigureAwait(this Stream stream, bool _) => new(stream);

    public static Awaited ConfigureAwait(this DbConnection connection, bool _) => new(connection);

    public static Awaited ConfigureAwait(this DbCommand command, bool _) => new(command);

    public static Awaited ConfigureAwait(this DbDataReader reader, bool _) => new(reader);

    public static ValueTask DisposeAsync(this Stream stream) => End(stream);

    public static ValueTask DisposeAsync(this DbConnection connection) => End(connection);

    public static ValueTask DisposeAsync(this DbTransaction transaction) => End(transaction);

    private static ValueTask End(IDisposable disposable)
    {
        if (disposable is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        disposable.Dispose();
        return default;
    }

    /// <summary>What <c>await using</c> looks for.</summary>
    public readonly struct Awaited(IDisposable disposable)
    {
        public ConfiguredValueTaskAwaitable DisposeAsync() => End(disposable).ConfigureAwait(false);
    }
}
