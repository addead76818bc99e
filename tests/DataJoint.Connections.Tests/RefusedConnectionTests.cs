using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

public sealed class RefusedConnectionTests
{
    [Theory]
    [InlineData("""{ "database.backend": "sqlite" }""")]
    [InlineData("""{ "database.backend": "sqlite", "database.name": " " }""")]
    public void SQLite_needs_the_name_of_a_file(string projectFile)
    {
        using var laboratory = Laboratory.With(projectFile);
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3003");
        refused.Message.ShouldContain("djc config set database.name");
        refused.Message.ShouldContain("DJ_DATABASE_NAME");
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        using var laboratory = Laboratory.Embedded("data/lab.db");
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3004");
        refused.Message.ShouldContain($"the directory {laboratory["data"]} does not exist");
        refused.Message.ShouldContain("mkdir -p");
        refused.Diagnostics[0].Origin!.ToString().ShouldBe("datajoint.json:1:46");
        refused.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void A_directory_is_no_database()
    {
        using var laboratory = Laboratory.Embedded("data");
        Directory.CreateDirectory(laboratory["data"]);
        laboratory.Refused().Message.ShouldContain("it is a directory, and a regular file is expected");
    }

    [Fact]
    public void Another_file_is_no_database()
    {
        using var laboratory = Laboratory.Embedded("notes.txt");
        File.WriteAllText(laboratory["notes.txt"], new string('x', 2000));
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3004");
        refused.Message.ShouldContain("is not an SQLite database");
        File.ReadAllText(laboratory["notes.txt"]).Length.ShouldBe(2000);
    }

    [Fact]
    public void A_locked_file_is_worth_another_try()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        using Connection holder = laboratory.Connect();
        using DbCommand command = holder.DbConnection.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE subject (id INTEGER)";
        command.ExecuteNonQuery();

        ConnectionException refused = laboratory.Refused();
        refused.Message.ShouldContain("is locked by another program");
        refused.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void Without_permission_that_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "needs a user whom modes bind");
        using var laboratory = Laboratory.Embedded("lab.db");
        File.WriteAllText(laboratory["lab.db"], "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(laboratory["lab.db"], UnixFileMode.None);
        }

        laboratory.Refused().Message.ShouldContain("no permission to open");
    }

    [Fact]
    public void Where_no_file_can_be_made_that_is_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc");
        using var laboratory = Laboratory.Embedded("/proc/self/lab.db");
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3004");
        refused.Message.ShouldContain("make /proc/self/lab.db");
    }

    [Fact]
    public void A_failing_init_function_is_told_apart()
    {
        using var laboratory = Laboratory.With(
            """{ "database": { "backend": "sqlite", "name": ":memory:" }, "connection.init_function": "SET sql_mode = ''" }""");
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3031");
        refused.Message.ShouldContain("connection.init_function failed");
        refused.Message.ShouldContain("near \"SET\"");
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgresql")]
    public void A_server_needs_a_user_and_whether_it_needs_a_password_it_says_itself(string backend)
    {
        using Laboratory laboratory = new();
        ConnectionException refused = laboratory.Variable("DJ_BACKEND", backend).Refused();
        refused.Diagnostics.Select(d => d.Id).ShouldBe(["DJ3001"]);
        refused.Message.ShouldContain("database.user");
        refused.Message.ShouldContain("DJ_USER");
        refused.Message.ShouldContain("datajoint.json");
        refused.Message.ShouldContain(".secrets/");
    }

    [Fact]
    public void Without_a_password_the_server_is_asked()
    {
        Assert.SkipWhen(Wine.IsHere, Wine.RefusesInSilence);
        using Laboratory laboratory = new();
        laboratory.Variable("DJ_USER", "alice").Variable("DJ_HOST", "127.0.0.1:1").Refused().Diagnostics.Select(d => d.Id).ShouldBe(["DJ3006"]);
    }

    [Theory]
    [InlineData("mysql", "127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("postgresql", "[::1]:1", "[::1]:1")]
    public void A_port_where_nothing_listens_is_named_and_no_password_is_told(string backend, string host, string expected)
    {
        Assert.SkipWhen(Wine.IsHere && backend == "mysql", Wine.RefusesInSilence);
        using Laboratory laboratory = new();
        laboratory.Variable("DJ_BACKEND", backend).Variable("DJ_HOST", host).Variable("DJ_USER", "alice").Variable("DJ_PASS", "fake-password");
        ConnectionException refused = laboratory.Refused();
        refused.Diagnostic.Id.ShouldBe("DJ3006");
        refused.Message.ShouldContain($"nothing listens at {expected}");
        refused.ToString().ShouldNotContain("fake-password");
        refused.Diagnostics[0].Origin!.ToString().ShouldBe("DJ_HOST");
        refused.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void An_empty_password_in_a_file_is_a_password()
    {
        Assert.SkipWhen(Wine.IsHere, Wine.RefusesInSilence);
        using var laboratory = Laboratory.With("""{ "database.user": "alice", "database.host": "127.0.0.1:1" }""");
        DataJointConfig config = laboratory.Load();
        config["database.password"] = "";
        Should.Throw<ConnectionException>(() => config.Connect()).Diagnostic.Id.ShouldBe("DJ3006");
    }

    [Fact]
    public void Control_characters_in_a_name_do_not_reach_the_terminal()
    {
        using Laboratory laboratory = new();
        laboratory.Variable("DJ_BACKEND", "sqlite").Variable("DJ_DATABASE_NAME", "no\u001b[31m/lab.db").Refused().Message.ShouldNotContain('\u001b');
    }
}
