using System.Net;

namespace DataJoint.Servers.Tests;

public sealed class StoreServerTests : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = Trust.Only(Certificates.Shared.CaFile) } });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_gateway_answers_and_restarts_on_the_same_port()
    {
        await using CephGateway gateway = await CephGateway.StartAsync();
        (await _client.GetStringAsync(gateway.Endpoint)).ShouldContain("ListAllMyBucketsResult");
        (int port, int process) = (gateway.Port, gateway.ProcessId);

        await gateway.RestartAsync();

        gateway.Port.ShouldBe(port);
        gateway.ProcessId.ShouldNotBe(process);
        (await _client.GetStringAsync(gateway.Endpoint)).ShouldContain("ListAllMyBucketsResult");
    }

    [Fact]
    public async Task The_gateway_refuses_whom_it_does_not_know()
    {
        CephGateway gateway = await CephGateway.SharedAsync();
        using HttpResponseMessage answer = await _client.PutAsync(new Uri(gateway.Endpoint, "bucket"), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        gateway.Version.ShouldStartWith("ceph version ");
    }

    [Fact]
    public async Task The_gateway_takes_keys_and_gives_them_up_while_it_runs()
    {
        CephGateway gateway = await CephGateway.SharedAsync();
        await gateway.AddKeyAsync("AKIDFAKESECOND", "fake-second-secret-key");
        await gateway.RemoveKeyAsync("AKIDFAKESECOND");
        await Should.ThrowAsync<InvalidOperationException>(gateway.RemoveKeyAsync("AKIDFAKENOBODYS"));
    }

    [Fact]
    public async Task The_gateway_speaks_https()
    {
        await using CephGateway gateway = await CephGateway.StartAsync(Certificates.Shared.Valid);
        (await _client.GetStringAsync(gateway.Endpoint)).ShouldContain("ListAllMyBucketsResult");
    }

    [Fact]
    public async Task Azurite_answers_and_restarts_on_the_same_port()
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        (await ServerHeader(azurite.Endpoint)).ShouldContain("Azurite");
        azurite.Version.ShouldStartWith("azurite 3.");
        int port = azurite.Port;

        await azurite.RestartAsync();

        azurite.Port.ShouldBe(port);
        (await ServerHeader(azurite.Endpoint)).ShouldContain("Azurite");
    }

    [Fact]
    public async Task Azurite_speaks_https()
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync(Certificates.Shared.Valid);
        azurite.Endpoint.Scheme.ShouldBe("https");
        (await ServerHeader(azurite.Endpoint)).ShouldContain("Azurite");
    }

    [Fact]
    public async Task A_killed_server_is_down_until_it_is_started_again()
    {
        await using CephGateway gateway = await CephGateway.StartAsync();
        await gateway.KillAsync();
        gateway.IsRunning.ShouldBeFalse();
        await Should.ThrowAsync<HttpRequestException>(_client.GetStringAsync(gateway.Endpoint));

        await gateway.StartAgainAsync();

        (await _client.GetStringAsync(gateway.Endpoint)).ShouldContain("ListAllMyBucketsResult");
    }

    [Fact]
    public async Task A_server_leaves_no_process_and_no_directory_behind()
    {
        CephGateway gateway = await CephGateway.StartAsync();
        Directory.Exists(gateway.DataDirectory).ShouldBeTrue();
        await gateway.DisposeAsync();
        Directory.Exists(gateway.DataDirectory).ShouldBeFalse();
        Directory.Exists($"/proc/{gateway.ProcessId}").ShouldBeFalse();
    }

    private async Task<string> ServerHeader(Uri address)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address);
        return answer.Headers.Server.ToString();
    }
}
