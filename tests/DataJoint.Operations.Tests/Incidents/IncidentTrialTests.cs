using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.Tests;
using DataJoint.Leaks;

namespace DataJoint.Operations.Tests;

/// <summary>What the runs of one incident send to servers.</summary>
public sealed class IncidentTrialTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_refused_is_sent_by_no_later_run_and_no_account_is_locked()
    {
        await using Bench bench = await LockingAsync();
        using (Incident begun = Begin(bench, "fake-otter-Lamp-1", "fake-otter-Lamp-2", "fake-otter-Lamp-3", "fake-otter-Lamp-4"))
        {
            await begun.TryAsync(Patient, Cancellation);
            begun.Credentials.Select(each => each.TriedFirst!.Split(':')[0]).ShouldBe(["refused", "refused", "not tried", "not tried"]);
        }

        for (int run = 0; run < 2; run++)
        {
            using Incident resumed = Incident.Resume(bench.Load()).ShouldNotBeNull();
            await resumed.ProveRefusedAsync(Patient, Cancellation);
            resumed.Credentials.Select(each => each.TriedLast!.Split(':')[0]).ShouldBe(["refused", "refused", "not tried", "not tried"]);
        }

        bench.Proxy.Logins.ShouldBe(2);
        (await File.ReadAllTextAsync(bench.Root + "/.secrets/.incident/journal.json", Cancellation)).ShouldNotContain("fake-otter");
        (await LogsInAsync(bench, bench.Account.Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_worked_before_is_tried_again_although_others_were_refused()
    {
        await using Bench bench = await LockingAsync();
        using (Incident begun = Begin(bench, bench.Account.Password, "fake-otter-Lamp-1", "fake-otter-Lamp-2", "fake-otter-Lamp-3"))
        {
            await begun.TryAsync(Patient, Cancellation);
        }

        await bench.AdministerAsync($"ALTER USER {bench.Backend.Quote(bench.Account.User)} IDENTIFIED BY 'fake-next'");
        bench.WriteSecret("database.password", "fake-next");
        using (Incident resumed = Incident.Resume(bench.Load()).ShouldNotBeNull())
        {
            (await resumed.ProveRefusedAsync(Patient, Cancellation)).Status.ShouldBe(IncidentStepStatus.Done);
            resumed.Credentials.Select(each => each.TriedFirst!.Split(':')[0]).ShouldBe(["still valid", "refused", "refused", "not tried"]);
            resumed.Credentials.Select(each => each.TriedLast!.Split(':')[0]).ShouldBe(["refused", "refused", "refused", "not tried"]);
        }

        bench.Proxy.Logins.ShouldBe(4);
        (await LogsInAsync(bench, "fake-next")).ShouldBeTrue();
    }

    /// <summary>Whoever changes the project's file meanwhile must not be sent what leaked.</summary>
    [Fact]
    public async Task An_incident_that_goes_on_with_another_server_sends_it_nothing()
    {
        using System.Net.Sockets.TcpListener other = new(System.Net.IPAddress.Loopback, 0);
        other.Start();
        int port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        using var laboratory = Laboratory.With(Settings(1));
        LeakScanner scanner = new(new LeakScannerOptions { KeepsCredentials = true, KnownSecrets = [new Secret("otter-Lamp-47")] });
        string text = "DJ_PASS=otter-Lamp-47\nMinio_secret_key=otter-Lamp-48-otter # access_key=fake-id\n";
        Incident.Begin(laboratory.Load(), scanner.ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.env").Leaks).Dispose();

        await File.WriteAllTextAsync(laboratory["datajoint.json"], Settings(port), Cancellation);
        using Incident resumed = Incident.Resume(laboratory.Load()).ShouldNotBeNull();
        await resumed.TryAsync(Patient, Cancellation);
        IncidentStep step = await resumed.ProveRefusedAsync(Patient, Cancellation);
        RotationException refused = await Should.ThrowAsync<RotationException>(() => resumed.RotateAsync(1, cancellationToken: Cancellation));

        step.Status.ShouldBe(IncidentStepStatus.Open);
        resumed.Credentials.Count.ShouldBe(2);
        resumed.Credentials.ShouldAllBe(each => each.TriedFirst!.Contains("when the incident began, so it is sent nowhere", StringComparison.Ordinal));
        step.Note.ShouldContain($"the configuration has 127.0.0.1:{port} for database, and had 127.0.0.1:1 when the incident began");
        step.Note.ShouldContain("delete .secrets/.incident/ and begin again");
        (refused.Diagnostic.Id, refused.Diagnostic.Hint!).ShouldBe(("DJ7101", "Go on: set the former one again, or, where it has moved for good, delete .secrets/.incident/ and begin again."));
        other.Pending().ShouldBeFalse();

        static string Settings(int at) => $$"""
            {
              "database": { "host": "127.0.0.1", "port": {{at}}, "user": "ana", "password": "otter-Lamp-47" },
              "stores": { "main": { "protocol": "s3", "endpoint": "127.0.0.1:{{at}}", "secure": false, "bucket": "b", "location": "l", "access_key": "fake-a", "secret_key": "fake-b" } }
            }
            """;
    }

    private static LeakVerificationOptions Patient => new() { Timeout = TimeSpan.FromMinutes(5) };

    private static async Task<Bench> LockingAsync()
    {
        Bench bench = await Bench.AtAsync(Backend.MySql, isProxied: true);
        await bench.AdministerAsync($"ALTER USER {bench.Backend.Quote(bench.Account.User)} FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME 1");
        return bench;
    }

    private static Incident Begin(Bench bench, params string[] passwords)
    {
        DataJointConfig config = bench.Load();
        LeakScanner scanner = new(new LeakScannerOptions { KeepsCredentials = true, KnownSecrets = [config.Database.Password!] });
        return Incident.Begin(config, [.. passwords.SelectMany((text, index) => scanner.ScanStream(new MemoryStream(Encoding.UTF8.GetBytes($"DJ_PASS={text}\n")), $"{index}.env").Leaks)]);
    }

    private static async Task<bool> LogsInAsync(Bench bench, string password)
    {
        try
        {
            await using System.Data.Common.DbConnection connection = await bench.Backend.OpenBareAsync(bench.Server, new Account(bench.Account.User, password));
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}
