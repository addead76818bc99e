using DataJoint.Configuration;

namespace DataJoint.Tests;

public sealed class SharedConfigurationTests
{
    [Fact]
    public void Nothing_is_read_before_it_is_asked_for()
    {
        using Project project = new("not JSON");
        SharedSession session = project.Open();
        project.Rewrite("""{ "database.host": "db.example.com" }""");
        session.Config.Database.Host.ShouldBe("db.example.com");
    }

    [Fact]
    public void Everybody_gets_the_same_instance()
    {
        using Project project = new();
        SharedSession session = project.Open();
        var seen = new DataJointConfig[16];
        Parallel.For(0, seen.Length, i => seen[i] = session.Config);
        seen.ShouldAllBe(config => ReferenceEquals(config, session.Config));
    }

    [Fact]
    public void After_a_failed_load_the_next_use_tries_again()
    {
        using Project project = new("{");
        SharedSession session = project.Open();
        Should.Throw<ConfigurationException>(() => session.Config);
        project.Rewrite("""{ "safemode": false }""");
        session.Config.SafeMode.ShouldBeFalse();
    }

    [Fact]
    public void What_the_program_sets_is_seen_by_all()
    {
        using Project project = new();
        SharedSession session = project.Open();
        session.Config["database.host"] = "localhost:3307";
        session.Config.Database.Port.ShouldBe(null, "SQLite has no port");
        session.Config["database.backend"] = "mysql";
        session.Config.Database.Port.ShouldBe(3307);
        session.Config.Clear();
        session.Config.Database.Backend.ShouldBe("sqlite");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("YES")]
    [InlineData("1")]
    [InlineData(" on ")]
    public void Thread_safe_mode_points_to_instances(string value)
    {
        using Project project = new Project().Variable("DJ_THREAD_SAFE", value);
        SharedSession session = project.Open();
        foreach (Func<object?> member in new Func<object?>[] { () => session.Config, () => session.Connect(null, reset: false) })
        {
            string message = Should.Throw<InvalidOperationException>(() => member()).Message;
            message.ShouldContain("DJ_THREAD_SAFE");
            message.ShouldContain("DataJointConfig.Load()");
            message.ShouldContain("config.Connect()");
            message.ShouldContain("config.OpenStore(name)");
        }
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    [InlineData("off")]
    public void Without_thread_safe_mode_the_shared_members_work(string value)
    {
        using Project project = new Project().Variable("DJ_THREAD_SAFE", value);
        project.Open().Config.Database.Name.ShouldBe("lab.db");
    }

    [Fact]
    public void A_value_that_is_neither_is_reported()
    {
        using Project project = new Project().Variable("DJ_THREAD_SAFE", "maybe");
        ConfigurationException error = Should.Throw<ConfigurationException>(() => project.Open().Config);
        error.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1015");
    }
}
