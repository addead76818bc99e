using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>A server that learns TLS while programs are connected to it. On MySQL each connection asks again, so there is nothing to take back.</summary>
[Trait("Suite", "Stress")]
public sealed class PostgreSqlLaterTlsTests
{
    private static readonly TimeSpan UntilTlsIsAskedForAgain = TimeSpan.FromSeconds(62);

    [Fact]
    public async Task Plain_text_is_taken_back_when_the_server_offers_TLS_again_and_warned_of_anew()
    {
        await using Bench plain = await Bench.AtAsync(Backend.PostgreSql);
        await using Bench encrypted = await Bench.AtAsync(Backend.PostgreSql, await Backend.PostgreSql.EncryptedAsync(), plain.Account);
        await using var proxy = SwitchedProxy.Start(plain.Server);
        (plain["database.use_tls"], plain["database.port"]) = (null, proxy.Port);
        List<Diagnostic> told = [];
        DataJointConfig config = plain.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { OnWarning = told.Add });
        (await IsEncryptedAsync(source)).ShouldBeFalse();
        told.ShouldHaveSingleItem().Id.ShouldBe("DJ3021");

        proxy.LeadTo(encrypted.Server);
        await Task.Delay(UntilTlsIsAskedForAgain);
        (await IsEncryptedAsync(source)).ShouldBeTrue();
        told.Count.ShouldBe(1);

        proxy.LeadTo(plain.Server);
        await encrypted.KillSessionsAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(600));
        (await IsEncryptedAsync(source)).ShouldBeFalse();
        told.Count.ShouldBe(2, "it was encrypted in between");
    }

    private static async Task<bool> IsEncryptedAsync(DbDataSource source)
    {
        await using DbConnection connection = await source.OpenConnectionAsync();
        return await Backend.PostgreSql.IsEncryptedAsync(connection);
    }
}
