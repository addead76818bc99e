using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Tests;

public sealed class HostTests
{
    [Theory]
    [InlineData("db", "db", 3306)]
    [InlineData("db:3307", "db", 3307)]
    [InlineData(" db:3307 ", "db", 3307)]
    [InlineData("10.0.0.1:1", "10.0.0.1", 1)]
    [InlineData("[::1]", "::1", 3306)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("::1", "::1", 3306)]
    [InlineData("[fe80::1%eth0]:3307", "fe80::1%eth0", 3307)]
    public void A_host_may_carry_a_port(string text, string host, int port)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable("DJ_HOST", text).Load();
        config.Database.Host.ShouldBe(host);
        config.Database.Port.ShouldBe(port);
        config.TextOf("database.host").ShouldBe(host);
        config.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("db:")]
    [InlineData(":3306")]
    [InlineData("db:0")]
    [InlineData("db:65536")]
    [InlineData("db:port")]
    [InlineData("db:+1")]
    [InlineData("db: 1")]
    [InlineData("a:b:c")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("[::1]:")]
    [InlineData("[db]:3306")]
    [InlineData("[]")]
    [InlineData("my host")]
    [InlineData("mysql://db")]
    [InlineData("db\u0007")]
    [InlineData("db,other")]
    [InlineData("db:3306,other:3306")]
    [InlineData("/run/mysqld/mysqld.sock,other")]
    [InlineData("[::1],other")]
    public void A_host_that_is_none_is_an_error(string text)
    {
        using TestProject project = new();
        project.WithProjectFile("{ \"database.host\": " + JsonStrings.Encode(text) + " }").DiagnoseOne().Id.ShouldBe("DJ1021");
    }

    [Theory]
    [InlineData("mysql://me:canary@db:3306/lab")]
    [InlineData("me:canary@db")]
    [InlineData("me:can:ary@db:3306")]
    public void Credentials_in_a_host_are_not_quoted(string text)
    {
        using TestProject project = new();
        Diagnostic error = project.WithProjectFile("{ \"database.host\": \"" + text + "\" }").DiagnoseOne();
        string everything = error + error.Hint + error.Excerpt!.Line;
        everything.ShouldNotContain("canary");
        everything.ShouldNotContain("can:ary");
        error.Message.ShouldContain("@db");
        Should.Throw<ArgumentException>(() => project.WithProjectFile("{}").Load()["database.host"] = text).Message.ShouldNotContain("ary");
    }

    [Fact]
    public void The_port_of_a_host_has_the_hosts_source_and_place()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.host": "db:3307" }""").Load();
        config.LayerOf("database.port").ShouldBe(SettingLayer.Project);
        config.OriginOf("database.port").ShouldBe("datajoint.json:1:20");
    }

    [Fact]
    public void A_port_of_a_lower_layer_loses_to_the_hosts()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.port": 3308 }""").WithVariable("DJ_HOST", "db:3307").Load();
        config.Database.Port.ShouldBe(3307);
        config.Explain("database.port").Candidates.Select(c => $"{c.Value} {c.Layer} {c.Wins}")
            .ShouldBe(["3307 Environment True", "3308 Project False", "3306 Default False"]);
    }

    [Fact]
    public void A_port_of_the_same_or_a_higher_layer_beats_the_hosts()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.host": "db:3307", "database.port": 3308 }""").Load().Database.Port.ShouldBe(3308);
        DataJointConfig config = project.WithVariable("DJ_PORT", "3309").Load();
        config.Database.Port.ShouldBe(3309);
        config.Explain("database.port").Candidates.Select(c => c.Value.ToString()).ShouldBe(["3309", "3308", "3307", "3306"]);
    }

    [Fact]
    public void Only_the_winning_hosts_port_counts()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.host": "low:3307" }""").WithVariable("DJ_HOST", "high").Load().Database.Port.ShouldBe(3306);
    }

    [Theory]
    [InlineData("database.host")]
    [InlineData("database.port")]
    public void Of_a_value_of_several_lines_the_first_is_shown(string key)
    {
        using TestProject project = new();
        string message = project.WithProjectFile("{ \"" + key + "\": " + JsonStrings.Encode("first\r\nDJ_PASS=CANARY") + " }").DiagnoseOne().Message;
        message.ShouldContain("\"first\" and further lines");
        message.ShouldNotContain("CANARY");
    }
}
