using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

public sealed class MySqlNameTests() : NameTests(Backend.MySql)
{
    [Fact]
    public async Task A_password_that_only_TLS_can_carry_is_told_as_such()
    {
        await using Bench bench = await Bench.AtAsync(Backend.MySql, await Backend.MySql.EncryptedAsync(), new Account(Account.Unique().User, Long(256)));
        DataJointConfig config = bench.Load();
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3019", bench.Account.Password).Message.ShouldContain("too long");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3019", bench.Account.Password);
        using Connection connection = config.Connect(new ConnectionArguments { UseTls = true });
        connection.Ping();
    }
}
