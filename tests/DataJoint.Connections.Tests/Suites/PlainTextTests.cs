using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>MySQL and MariaDB: each connection is encrypted or not by itself, and each time that plain text begins is told.</summary>
public abstract class PlainTextTests(Backend backend)
{
    [Fact]
    public async Task Plain_text_is_told_also_after_a_login_over_TLS_that_was_refused()
    {
        await using Bench plain = await Bench.AtAsync(backend);
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), plain.Account);
        plain["database.use_tls"] = null;
        await using var proxy = SwitchedProxy.Start(bench.Server);
        plain["database.port"] = proxy.Port;
        DataJointConfig config = plain.Load();
        List<Diagnostic> told = [];
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { OnWarning = told.Add });
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, "another-example-password"));
        await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync());
        told.ShouldBeEmpty();

        proxy.LeadTo(plain.Server);
        await Wait.UntilAsync(async () => await IsAcceptedAsync(source), () => "a pair that was refused once rests for a second");
        await using DbConnection connection = await source.OpenConnectionAsync();
        (await backend.IsEncryptedAsync(connection)).ShouldBeFalse();
        told.ShouldHaveSingleItem().Id.ShouldBe("DJ3021");

        proxy.LeadTo(bench.Server);
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, bench.Account.Password));
        await using DbConnection encrypted = await source.OpenConnectionAsync();
        (await backend.IsEncryptedAsync(encrypted)).ShouldBeTrue();
        proxy.LeadTo(plain.Server);
        await using DbConnection again = await source.OpenConnectionAsync();
        (await backend.IsEncryptedAsync(again)).ShouldBeFalse();
        told.Count.ShouldBe(2, "it was encrypted in between");
    }

    private static async Task<bool> IsAcceptedAsync(DbDataSource source)
    {
        try
        {
            await using DbConnection accepted = await source.OpenConnectionAsync();
            return true;
        }
        catch (ConnectionException refused) when (refused.Diagnostic.Id == "DJ3008")
        {
            return false;
        }
    }
}
