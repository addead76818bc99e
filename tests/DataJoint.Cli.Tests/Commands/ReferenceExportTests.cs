using DataJoint.Cli.Clients;
using DataJoint.Cli.Running;
using DataJoint.Configuration;
using DataJoint.Configuration.Tests;

namespace DataJoint.Cli.Tests;

/// <summary>What leaves the program has the text of secrets that are kept elsewhere, and asks for it at that moment.</summary>
public sealed class ReferenceExportTests
{
    private readonly SecretVault _manager = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_environment_of_a_child_has_it()
    {
        ConfigurationSnapshot snapshot = Load();

        Dictionary<string, string> variables = await new ChildEnvironment(snapshot, null).CreateAsync(new Dictionary<string, string>(), Cancellation);

        variables["DJ_PASS"].ShouldBe("fake-password");
        variables["DJ_STORES"].ShouldContain("\"secret_key\":\"fake-key\"");
        (_manager.Asked, _manager.AskedSynchronously).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_child_that_needs_only_some_settings_asks_for_those_alone()
    {
        ConfigurationSnapshot snapshot = Load();
        ChildEnvironment environment = new(snapshot, null) { Selection = KeySelection.Parse(["database"]), UsesFiles = true };

        Dictionary<string, string> variables = await environment.CreateAsync(new Dictionary<string, string>(), Cancellation);

        _manager.Asked.ShouldBe(1);
        variables["DJ_USER"].ShouldBe("me");
        environment.Files.ShouldHaveSingleItem().Value.Reveal().ShouldBe("fake-password");
        environment.Secrets.ShouldHaveSingleItem().Reveal().ShouldBe("fake-password");
    }

    [Fact]
    public async Task A_child_is_not_started_without_it()
    {
        ConfigurationSnapshot snapshot = Load();
        _manager.Failure = new IOException("CANARY");

        SecretException failed = await Should.ThrowAsync<SecretException>(
            async () => await new ChildEnvironment(snapshot, null).CreateAsync(new Dictionary<string, string>(), Cancellation));

        failed.Diagnostics.Select(found => found.Message).ShouldBe(
        [
            "database.password: the resolver of fake references failed with IOException",
            "stores.main.secret_key: the resolver of fake references failed with IOException",
        ]);
    }

    [Fact]
    public async Task A_connection_string_has_it_only_where_it_is_to_be_shown()
    {
        ConfigurationSnapshot snapshot = Load();

        ConnectionStringFormatter.Format(await ClientTarget.CreateAsync(snapshot, reveals: false, Cancellation)).ShouldNotContain("assword");
        _manager.Asked.ShouldBe(0);
        ConnectionStringFormatter.Format(await ClientTarget.CreateAsync(snapshot, reveals: true, Cancellation)).ShouldContain("Password=fake-password");
        _manager.Asked.ShouldBe(1);
    }

    private ConfigurationSnapshot Load()
    {
        using TemporaryProject project = new();
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = project.Root, HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
        foreach ((string attribute, string value) in (
            ReadOnlySpan<(string, string)>)[("protocol", "s3"), ("location", "data"), ("bucket", "b"), ("endpoint", "s3.example.com"), ("access_key", "AKIDFAKE")])
        {
            config["stores.main." + attribute] = value;
        }

        config["database.user"] = "me";
        config["database.password"] = _manager.Keep("db", "fake-password");
        config["stores.main.secret_key"] = _manager.Keep("key", "fake-key");
        return config.Snapshot;
    }
}
