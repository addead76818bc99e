using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Benchmarks;

/// <summary>The comparisons on one server. A cold one opens a new physical connection; a pooled one takes an open one, asks one question and gives it back.</summary>
internal sealed class OpeningComparisons(string product, OpeningTls tls, OpeningTarget target)
{
    private const string Question = "SELECT 1";

    private readonly DataJointConfig _config = target.Load();

    public IEnumerable<OpeningComparison> Make()
    {
        foreach (bool isAsync in (bool[])[false, true])
        {
            yield return new OpeningComparison(new OpeningKind(product, tls, false, isAsync), ColdOurs(isAsync), ColdBare(isAsync));

            // What protects a connection is settled when it is made; a pool hands it out as it is.
            if (tls != OpeningTls.Verified)
            {
                yield return new OpeningComparison(new OpeningKind(product, tls, true, isAsync), PooledOurs(isAsync), PooledBare(isAsync));
            }
        }
    }

    private OpeningSide ColdOurs(bool isAsync)
    {
        return new OpeningSide(isAsync ? OpenAsync : Open, () => { });

        async ValueTask OpenAsync() => await (await _config.ConnectAsync()).DisposeAsync();

        ValueTask Open()
        {
            _config.Connect().Dispose();
            return default;
        }
    }

    private OpeningSide ColdBare(bool isAsync)
    {
        Func<DbConnection> create = target.Bare(isPooled: false, isAsync);
        return new OpeningSide(isAsync ? OpenAsync : Open, () => { });

        async ValueTask OpenAsync()
        {
            await using DbConnection connection = create();
            await connection.OpenAsync();
        }

        ValueTask Open()
        {
            using DbConnection connection = create();
            connection.Open();
            return default;
        }
    }

    private OpeningSide PooledOurs(bool isAsync)
    {
        DbDataSource? source = null;
        return new OpeningSide(isAsync ? AskAsync : Ask, Forget);

        async ValueTask AskAsync()
        {
            await using DbConnection connection = await source!.OpenConnectionAsync();
            await OpeningComparisons.AskAsync(connection);
        }

        ValueTask Ask()
        {
            using DbConnection connection = source!.OpenConnection();
            return OpeningComparisons.Ask(connection);
        }

        void Forget()
        {
            source?.Dispose();
            source = _config.CreateDataSource();
        }
    }

    private OpeningSide PooledBare(bool isAsync)
    {
        Func<DbConnection> create = target.Bare(isPooled: true, isAsync);
        return new OpeningSide(isAsync ? AskAsync : Ask, target.ForgetPools);

        async ValueTask AskAsync()
        {
            await using DbConnection connection = create();
            await connection.OpenAsync();
            await OpeningComparisons.AskAsync(connection);
        }

        ValueTask Ask()
        {
            using DbConnection connection = create();
            connection.Open();
            return OpeningComparisons.Ask(connection);
        }
    }

    private static ValueTask Ask(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = Question;
        command.ExecuteScalar();
        return default;
    }

    private static async Task AskAsync(DbConnection connection)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Question;
        await command.ExecuteScalarAsync();
    }
}
