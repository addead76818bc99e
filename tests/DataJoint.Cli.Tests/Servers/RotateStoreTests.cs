using System.Diagnostics;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Servers;
using DataJoint.Stores;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc secrets rotate stores.NAME</c> on real servers.</summary>
public sealed class RotateStoreTests
{
    private const int Clients = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Clients that work meanwhile notice nothing: both keys are good until all of them had an operation with the new one on record.</summary>
    [Fact]
    public async Task A_key_of_IAM_is_rotated_under_clients_that_work()
    {
        await using KeyProject project = await KeyProject.AtIamAsync();
        DataJointConfig config = project.Load();
        using CancellationTokenSource end = new();
        int[] done = new int[Clients];
        Task[] work = [.. Enumerable.Range(0, Clients).Select(WorkAsync)];
        await GoOnAsync();

        DjcResult result = await Task.Run(() => project.Run(project.RotateByIam), Cancellation);

        await GoOnAsync();
        await end.CancelAsync();
        await Task.WhenAll(work);
        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["created", "proven", "written", "retired", "refused", "deleted", ""]);
        result.All.ShouldNotContain(project.Recorded.Id);
        result.All.ShouldNotContain(project.Id);
        result.All.ShouldNotContain(project.Recorded.Secret);
        (await project.AcceptsAsync(project.Recorded.Id, project.Recorded.Secret)).ShouldBeTrue();
        (await project.AcceptsAsync(project.Id, project.Secret)).ShouldBeFalse();
        Directory.Exists(project.Root + "/.secrets/.rotation").ShouldBeFalse();

        async Task WorkAsync(int client)
        {
            await using IObjectStore store = config.OpenStore("main");
            while (!end.IsCancellationRequested)
            {
                await store.WriteAllBytesAsync($"a{client}", "content"u8.ToArray(), new WriteOptions { Overwrite = true }, Cancellation);
                (await store.ReadAllBytesAsync($"a{client}", Cancellation)).ShouldBe("content"u8.ToArray());
                Interlocked.Increment(ref done[client]);
            }
        }

        async Task GoOnAsync()
        {
            int[] before = [.. done];
            while (Enumerable.Range(0, Clients).Any(client => Volatile.Read(ref done[client]) < before[client] + 2))
            {
                (await Task.WhenAny([.. work, Task.Delay(20, Cancellation)])).IsFaulted.ShouldBeFalse(string.Join('\n', work.Select(each => each.Exception)));
            }
        }
    }

    [Fact]
    public async Task A_second_key_of_IAM_is_named_and_deleted_only_when_that_is_asked_for()
    {
        await using KeyProject project = await KeyProject.AtIamAsync();
        DataJoint.Secrets.Aws.IamAccessKeys keys = new(endpoint: project.Endpoint);
        DataJoint.Secrets.AccessKeyPair second = await keys.CreateAsync(new(project.Id, new Secret(project.Secret)), project.Id, null, Cancellation);

        DjcResult refused = project.Run([.. project.RotateByIam, "--dry-run"]);
        refused.ExitCode.ShouldBe(3, refused.All);
        refused.Error.ShouldContain($"{second.Id} (active, made ");
        refused.Error.ShouldContain("--replace");
        (await project.AcceptsAsync(second.Id, second.SecretKey.Reveal())).ShouldBeTrue();

        DjcResult result = project.Run([.. project.RotateByIam, "--replace", second.Id, "--format", "json"]);
        result.ExitCode.ShouldBe(0, result.All);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("key").GetString().ShouldBe("stores.main");
        document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString())
            .ShouldBe(["deleted", "created", "proven", "written", "retired", "refused", "deleted"]);
        (await project.AcceptsAsync(second.Id, second.SecretKey.Reveal())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_user_who_may_not_make_keys_is_told_so()
    {
        await using KeyProject project = await KeyProject.AtIamAsync();

        DjcResult refused = project.Run("secrets", "rotate", "stores.main", "--iam-endpoint", "http://127.0.0.1:1", "--yes");

        refused.ExitCode.ShouldBe(4, refused.All);
        refused.Error.ShouldContain("cannot be reached");
        Directory.Exists(project.Root + "/.secrets/.rotation").ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_of_a_Ceph_gateway_is_rotated_by_an_administrator()
    {
        (KeyProject project, CephAdminStandIn gateway) = await KeyProject.AtCephAsync();
        await using KeyProject owned = project;

        DjcResult result = project.Run("secrets", "rotate", "stores.main", "--admin", "admin", "--grace", "0", "--yes");

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["created", "proven", "written", "deleted", "refused", ""]);
        project.Recorded.Id.ShouldNotBe(project.Id);
        (await project.AcceptsAsync(project.Recorded.Id, project.Recorded.Secret)).ShouldBeTrue();
        (await project.AcceptsAsync(project.Id, project.Secret)).ShouldBeFalse();

        gateway.Ids.ShouldBe([project.Recorded.Id]);
        DjcResult again = project.Run("secrets", "rotate", "stores.main", "--admin", "admin", "--grace", "0", "--yes");
        again.ExitCode.ShouldBe(0, again.All);
    }

    [Fact]
    public async Task An_administrator_without_the_capability_is_told_which()
    {
        (KeyProject project, CephAdminStandIn gateway) = await KeyProject.AtCephAsync();
        await using KeyProject owned = project;
        gateway.IsCapable = false;

        DjcResult refused = project.Run("secrets", "rotate", "stores.main", "--admin", "admin", "--yes");

        refused.ExitCode.ShouldBe(4, refused.All);
        refused.Error.ShouldContain("users=*");
        project.WriteAdministratorKey(gateway.AdministratorId, "fake-wrong");
        project.Run("secrets", "rotate", "stores.main", "--admin", "admin", "--yes").Error.ShouldContain("SignatureDoesNotMatch");
        gateway.Ids.ShouldBe([project.Id]);
    }

    /// <summary>What people make and end, the command proves and writes; a second run proves the end.</summary>
    [Fact]
    public async Task A_key_that_somebody_makes_is_taken_from_standard_input()
    {
        await using KeyProject project = await KeyProject.AtIamAsync();
        DataJoint.Secrets.Aws.IamAccessKeys keys = new(endpoint: project.Endpoint);
        DataJoint.Secrets.AccessKeyPair second = await keys.CreateAsync(new(project.Id, new Secret(project.Secret)), project.Id, null, Cancellation);
        string[] rotate = ["secrets", "rotate", "stores.main", "--new-pair-stdin", "--yes"];

        DjcResult bad = project.Run("AKIDFAKENOBODYS0\nfake-nobody\n", rotate);
        (bad.ExitCode, project.Recorded.Id).ShouldBe((4, project.Id), bad.All);
        DjcResult half = project.Run($"{second.Id}\n{second.SecretKey.Reveal()}\n", rotate);
        half.ExitCode.ShouldBe(1, half.All);
        half.Output.Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["proven", "written", ""]);
        half.Error.ShouldContain("radosgw-admin key rm");
        half.Error.ShouldContain("DJ7105");
        project.Recorded.ShouldBe((second.Id, second.SecretKey.Reveal()));
        await keys.DeleteAsync(second, project.Id, Cancellation);
        DjcResult whole = project.Run("secrets", "rotate", "stores.main", "--yes");

        whole.ExitCode.ShouldBe(0, whole.All);
        whole.Output.Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["resumed", "refused", ""]);
        (bad.All + half.All + whole.All).ShouldNotContain("fake-");
        (bad.All + half.All + whole.All).ShouldNotContain(second.SecretKey.Reveal());
    }

    [Theory]
    [InlineData("--length", "20", "--length is for database.password")]
    [InlineData("--iam-endpoint", "ftp://x", "--iam-endpoint: \"ftp://x\" is not the address of a service")]
    [InlineData("--iam-endpoint", "http://example.com", "without TLS only this machine")]
    [InlineData("--admin", ".", "--admin: its store main has no access_key")]
    [InlineData("--replace", "fake-id", "--replace names the key of the store itself")]
    public void Options_that_make_no_sense_are_told(string option, string value, string message)
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "stores": { "main": { "protocol": "s3", "endpoint": "127.0.0.1:1", "bucket": "b", "location": "l" } } }""");
        project.Write(".secrets/stores.main.access_key", "fake-id").Write(".secrets/stores.main.secret_key", "fake-secret");
        Directory.CreateDirectory(project.Root + "/other");
        if (option == "--admin")
        {
            project.Write("other/datajoint.json", """{ "stores": { "main": { "protocol": "s3", "endpoint": "127.0.0.1:1", "bucket": "b", "location": "l" } } }""");
            value = "other";
        }

        DjcResult result = new Djc(project).Run("secrets", "rotate", "stores.main", option, value, "--yes");

        (result.ExitCode, result.Output).ShouldBe((2, ""), result.All);
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_records_a_key_that_works_and_the_next_run_finishes() => await KillAsync(kills: 5);

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task Killed_a_hundred_times_it_records_a_key_that_works_and_the_next_run_finishes() => await KillAsync(kills: 100);

    private static async Task KillAsync(int kills)
    {
        await using KeyProject project = await KeyProject.AtIamAsync();
        var watch = Stopwatch.StartNew();
        await FinishAsync(project);
        TimeSpan whole = watch.Elapsed;
        for (int kill = 0; kill < kills; kill++)
        {
            using Process rotation = project.Start(project.RotateByIam);
            await Task.Delay(whole * (0.2 + (0.8 * kill / kills)), Cancellation);
            rotation.Kill();
            await rotation.WaitForExitAsync(Cancellation);
            (await project.AcceptsAsync(project.Recorded.Id, project.Recorded.Secret)).ShouldBeTrue("the recorded key works at each moment");

            await FinishAsync(project);
            (await project.AcceptsAsync(project.Recorded.Id, project.Recorded.Secret)).ShouldBeTrue();
            DataJoint.Secrets.Aws.IamAccessKeys keys = new(endpoint: project.Endpoint);
            (await keys.ListAsync(new(project.Recorded.Id, new Secret(project.Recorded.Secret)), project.Recorded.Id, Cancellation))
                .ShouldHaveSingleItem().Id.ShouldBe(project.Recorded.Id);
            Directory.Exists(project.Root + "/.secrets/.rotation").ShouldBeFalse();
        }
    }

    private static async Task FinishAsync(KeyProject project)
    {
        using Process rotation = project.Start(project.RotateByIam);
        string told = await rotation.StandardOutput.ReadToEndAsync(Cancellation);
        told += await rotation.StandardError.ReadToEndAsync(Cancellation);
        await rotation.WaitForExitAsync(Cancellation);
        rotation.ExitCode.ShouldBe(0, told);
    }
}
