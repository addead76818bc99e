using System.Security.Authentication;

namespace DataJoint.Servers.Tests;

/// <summary>What every database server started for tests promises; each product has a class of its own.</summary>
public abstract class DatabaseServerTests
{
    protected abstract Task<DatabaseServer> StartAsync(DatabaseOptions? options = null);

    private protected abstract Task<IGreeting> GreetAsync(DatabaseServer server);

    [Fact]
    public async Task It_answers_without_tls_and_says_its_version()
    {
        await using DatabaseServer server = await StartAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(server.ToString());
        await using IGreeting greeting = await GreetAsync(server);
        greeting.OffersTls.ShouldBeFalse();
        server.HasTls.ShouldBeFalse();
        server.Version.ShouldNotBeEmpty();
        server.ToString().ShouldNotContain(server.Password);
    }

    [Fact]
    public async Task It_restarts_on_the_same_port()
    {
        await using DatabaseServer server = await StartAsync();
        (int port, int process) = (server.Port, server.ProcessId);
        await using (await GreetAsync(server))
        {
            await server.RestartAsync();
        }

        (server.Port, server.ProcessId == process).ShouldBe((port, false));
        await using IGreeting greeting = await GreetAsync(server);

        await server.KillAsync();
        server.IsRunning.ShouldBeFalse();
        await server.StartAgainAsync();
        await using IGreeting again = await GreetAsync(server);
    }

    [Fact]
    public async Task It_leaves_no_process_and_no_directory_behind()
    {
        DatabaseServer server = await StartAsync(new DatabaseOptions { Certificate = Certificates.Shared.Valid });
        string directory = server.DataDirectory;
        Directory.Exists(directory).ShouldBeTrue();

        await server.DisposeAsync();

        Directory.Exists(directory).ShouldBeFalse();
        Directory.EnumerateDirectories("/proc").Where(process => CommandLine(process).Contains(directory, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_certificate_is_the_chosen_one()
    {
        Certificates certificates = Certificates.Shared;
        await using DatabaseServer good = await StartAsync(new DatabaseOptions { Certificate = certificates.Valid });
        await VerifyAsync(good, certificates.CaFile);
        await Should.ThrowAsync<AuthenticationException>(VerifyAsync(good, certificates.ForeignCaFile));

        await using DatabaseServer foreign = await StartAsync(new DatabaseOptions { Certificate = certificates.Foreign });
        await Should.ThrowAsync<AuthenticationException>(VerifyAsync(foreign, certificates.CaFile));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("wrong host")]
    public async Task A_bad_certificate_is_served_and_fails(string what)
    {
        Certificates certificates = Certificates.Shared;
        ServerCertificate bad = what == "expired" ? certificates.Expired : certificates.WrongHost;
        await using DatabaseServer server = await StartAsync(new DatabaseOptions { Certificate = bad });
        await Should.ThrowAsync<AuthenticationException>(VerifyAsync(server, certificates.CaFile));
    }

    private async Task VerifyAsync(DatabaseServer server, string authority)
    {
        await using IGreeting greeting = await GreetAsync(server);
        greeting.OffersTls.ShouldBeTrue();
        await greeting.StartTlsAsync("localhost", authority);
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
