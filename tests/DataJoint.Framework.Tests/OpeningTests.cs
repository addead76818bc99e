using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Framework.Tests;

/// <summary>What every backend does on .NET Framework.</summary>
public abstract class OpeningTests(string product, string backend, string cipherQuery)
{
    private const string Plain = "\"use_tls\": false";

    private RealServer Server => WarmServer.Of(product, backend);

    private string Verified => $"\"use_tls\": true, \"tls\": {{ \"verify\": \"full\", \"ca\": \"{Server.Authority}\" }}";

    [Fact]
    public void Opens_in_plain_text()
    {
        using Rig rig = new(Server, backend, Plain);
        using Connection connection = rig.Load().Connect();

        Ask(connection.DbConnection, "SELECT 40 + 2").ShouldBe("42");
        Ask(connection.DbConnection, cipherQuery).ShouldBeNullOrEmpty();
        connection.Ping();
    }

    [Fact]
    public async Task Opens_with_TLS_whose_certificate_is_verified()
    {
        using Rig rig = new(Server, backend, Verified);
        using Connection connection = await rig.Load().ConnectAsync();

        Ask(connection.DbConnection, cipherQuery).ShouldNotBeNullOrEmpty();
        await connection.PingAsync();
    }

    [Fact]
    public void Prefers_TLS_where_nothing_is_set()
    {
        using Rig rig = new(Server, backend, "\"reconnect\": true");
        using Connection connection = rig.Load().Connect();

        Ask(connection.DbConnection, cipherQuery).ShouldNotBeNullOrEmpty();
        connection.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_a_certificate_of_another_authority()
    {
        using Rig rig = new(Server, backend, Verified.Replace(Server.Authority, Server.OtherAuthority));
        DataJointConfig config = rig.Load();

        ConnectionException fault = Should.Throw<ConnectionException>(() => config.Connect());

        fault.Diagnostic.Id.ShouldBe("DJ3012", fault.Message);
        fault.Message.ShouldContain("is not an authority in");
    }

    [Fact]
    public void Refuses_a_client_certificate_with_the_reason()
    {
        string pem = Server.Authority;
        using Rig rig = new(Server, backend, $"\"use_tls\": true, \"tls\": {{ \"cert\": \"{pem}\", \"key\": \"{pem}\", \"ca\": \"{pem}\" }}");
        DataJointConfig config = rig.Load();

        Should.Throw<ConnectionException>(() => config.Connect()).Message.ShouldContain("client certificates need .NET 10");
    }

    [Fact]
    public void Refuses_a_wrong_password_and_does_not_show_it()
    {
        using Rig rig = new(Server, backend, Plain);
        rig.Write(".secrets/database.password", "fake-wrong-password");
        DataJointConfig config = rig.Load();

        ConnectionException fault = Should.Throw<ConnectionException>(() => config.Connect(new ConnectionArguments { User = "nobody_" + product }));

        fault.Diagnostic.Id.ShouldBe("DJ3008", fault.Message);
        fault.ToString().ShouldNotContain("fake-wrong-password");
    }

    [Fact]
    public void Fetches_a_password_that_was_changed()
    {
        using Rig rig = new(Server, backend, Plain);
        rig.Write(".secrets/database.password", "fake-former-password");
        DataJointConfig config = rig.Load();
        rig.Write(".secrets/database.password", Server.Password);

        using Connection connection = config.Connect();

        connection.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Commits_what_ends_well_and_nothing_else()
    {
        using Rig rig = new(Server, backend, Plain + Database);
        using Connection connection = await rig.Load().ConnectAsync();
        string table = "t" + Guid.NewGuid().ToString("N");
        Ask(connection.DbConnection, $"CREATE TABLE {table} (i INT)");

        await connection.TransactAsync((transaction, _) => Insert(transaction, table));
        connection.Transact(transaction => Insert(transaction, table).GetAwaiter().GetResult());
        await Should.ThrowAsync<FormatException>(() => connection.TransactAsync(async (transaction, _) =>
        {
            await Insert(transaction, table);
            throw new FormatException();
        }));

        Ask(connection.DbConnection, $"SELECT COUNT(*) FROM {table}").ShouldBe("2");
    }

    [Fact]
    public void Opens_again_when_the_server_has_ended_the_session()
    {
        using Rig rig = new(Server, backend, Plain);
        DataJointConfig config = rig.Load();
        using Connection connection = config.Connect();
        using Connection other = config.Connect();
        End(other.DbConnection, Ask(connection.DbConnection, SessionQuery)!);

        Thread.Sleep(150); // longer than a connection is trusted
        Ask(connection.DbConnection, "SELECT 1").ShouldBe("1");
    }

    [Fact]
    public void Says_that_nobody_listens()
    {
        using Rig rig = new(Server, backend, Plain);
        DataJointConfig config = rig.Load();

        ConnectionException fault = Should.Throw<ConnectionException>(() => config.Connect(new ConnectionArguments { Host = "127.0.0.1:1" }));

        fault.Diagnostic.Id.ShouldBe("DJ3006", fault.Message);
        fault.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Gives_up_when_it_is_told_to()
    {
        using Rig rig = new(Server, backend, Plain);
        DataJointConfig config = rig.Load();

        await Should.ThrowAsync<OperationCanceledException>(() => config.ConnectAsync(null, new CancellationToken(canceled: true)));
    }

    protected virtual string Database => ", \"name\": \"mysql\"";

    protected virtual string SessionQuery => "SELECT CONNECTION_ID()";

    protected virtual string EndStatement(string session) => "KILL " + session;

    private static async Task Insert(DbTransaction transaction, string table)
    {
        using DbCommand insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table} VALUES (1)";
        await insert.ExecuteNonQueryAsync();
    }

    private static string? Ask(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar()?.ToString();
    }

    private void End(DbConnection connection, string session) => Ask(connection, EndStatement(session));
}
