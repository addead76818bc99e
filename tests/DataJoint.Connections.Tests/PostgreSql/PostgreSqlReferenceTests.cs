using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlReferenceTests() : ReferenceTests(Backend.PostgreSql)
{
    /// <summary>Npgsql then logs in where a pooled session was expected, with what was resolved for an earlier one.</summary>
    [Fact]
    public async Task A_driver_that_has_emptied_its_pool_gets_the_new_password_too()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        await using ConnectionSource source = new(SnapshotProvider.From(Refer(bench), null), new SourceMode(2, true, null));
        Opened former = await source.OpenWithGenerationAsync(cancellation);
        await former.Connection.DisposeAsync();
        former.DataSourceVersion.Source.ClearPool();
        await bench.AdministerAsync(Backend.PostgreSql.ChangePassword(bench.Account.User, added));
        Vault["db"] = added;

        await using DbConnection next = await source.OpenConnectionAsync(cancellation);

        (await next.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe(bench.Account.User);
        Vault.Asked.ShouldBe(2);
    }
}
