using DataJoint.Configuration;
using DataJoint.Configuration.Tests;
using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

/// <summary>A login that is kept by a secret manager.</summary>
public sealed class ManagerRotationTests
{
    [Fact]
    public async Task The_new_password_is_written_where_the_reference_leads()
    {
        var keeper = Keeper.Register();
        await using RotationBench bench = await RotationBench.AtAsync(Backend.MySql);
        string former = keeper["db/password"] = bench.Bench.Account.Password;
        bench.Bench.WriteSecret("database.password", $"ref+{keeper.Scheme}://db/password");

        IReadOnlyList<RotationStep> steps = await RotateAsync(bench, new RotationOptions { Grace = TimeSpan.Zero });

        steps.Single(step => step.Kind == RotationStepKind.Written).Subject.ShouldBe($"ref+{keeper.Scheme}://db/password");
        keeper["db/password"].ShouldNotBe(former);
        (await bench.LogsInAsync(bench.Bench.Account.User, keeper["db/password"])).ShouldBeTrue();
        (await bench.LogsInAsync(bench.Bench.Account.User, former)).ShouldBeFalse();
        (await File.ReadAllTextAsync(bench.Secrets + "/database.password", TestContext.Current.CancellationToken)).ShouldStartWith("ref+");
    }

    [Fact]
    public async Task User_and_password_are_written_at_once()
    {
        var keeper = Keeper.Register();
        string user = Account.Unique().User;
        await using RotationBench bench = await RotationBench.AtAsync(Backend.PostgreSql, user: user + "_a");
        await bench.MakeOtherAsync(user + "_b");
        (keeper["db/user"], keeper["db/password"]) = (user + "_a", bench.Bench.Account.Password);
        bench.Bench.WriteSecret("database.user", $"ref+{keeper.Scheme}://db/user");
        bench.Bench.WriteSecret("database.password", $"ref+{keeper.Scheme}://db/password");

        await RotateAsync(bench, new RotationOptions { Alternates = true, Administrator = bench.Administrator(), Grace = TimeSpan.Zero });

        keeper.Writes.ShouldBe(1);
        keeper["db/user"].ShouldBe(user + "_b");
        (await bench.LogsInAsync(user + "_b", keeper["db/password"])).ShouldBeTrue();
    }

    [Fact]
    public async Task A_manager_that_refuses_the_new_password_leaves_the_former_one_in_force()
    {
        var keeper = Keeper.Register();
        await using RotationBench bench = await RotationBench.AtAsync(Backend.PostgreSql);
        keeper["db/password"] = bench.Bench.Account.Password;
        keeper.Refuses = true;
        bench.Bench.WriteSecret("database.password", $"ref+{keeper.Scheme}://db/password");

        RotationException failed = await Should.ThrowAsync<RotationException>(() => RotateAsync(bench, new RotationOptions()));

        failed.Diagnostic.Id.ShouldBe("DJ7103");
        (await bench.LogsInAsync(bench.Bench.Account.User, bench.Bench.Account.Password)).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_knows_whether_it_was_written_the_next_run_finishes()
    {
        var keeper = Keeper.Register();
        await using RotationBench bench = await RotationBench.AtAsync(Backend.PostgreSql);
        keeper["db/password"] = bench.Bench.Account.Password;
        keeper.IsSilent = true;
        bench.Bench.WriteSecret("database.password", $"ref+{keeper.Scheme}://db/password");

        (await Should.ThrowAsync<RotationException>(() => RotateAsync(bench, new RotationOptions()))).Diagnostic.Id.ShouldBe("DJ7104");
        bench.Journals.ShouldHaveSingleItem();
        keeper.IsSilent = false;
        await RotateAsync(bench, new RotationOptions());

        (await bench.LogsInAsync(bench.Bench.Account.User, keeper["db/password"])).ShouldBeTrue();
        bench.Journals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ref+env://LAB_PASSWORD")]
    [InlineData("ref+{0}://fixed/password")]
    public async Task What_cannot_be_written_is_refused_before_anything_is_done(string reference)
    {
        var keeper = Keeper.Register();
        await using RotationBench bench = await RotationBench.AtAsync(Backend.PostgreSql);
        bench.Bench.WriteSecret("database.password", string.Format(System.Globalization.CultureInfo.InvariantCulture, reference, keeper.Scheme));
        SecretSchemes.Register("env", static _ => new SecretVault());

        (await Should.ThrowAsync<RotationException>(() => RotateAsync(bench, new RotationOptions()))).Diagnostic.Id.ShouldBe("DJ7101");
        bench.Journals.ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<RotationStep>> RotateAsync(RotationBench bench, RotationOptions options)
    {
        bench.Bench.Save();
        var config = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = bench.Bench.Root,
            HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), bench.Bench.Root),
            TrustedDestinations = ["references"],
        });
        return new DatabaseRotation(config, options).RunAsync(TestContext.Current.CancellationToken);
    }
}
