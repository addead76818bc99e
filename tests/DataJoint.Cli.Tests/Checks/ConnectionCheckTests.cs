using System.Diagnostics;

namespace DataJoint.Cli.Tests;

public sealed class ConnectionCheckTests : IDisposable
{
    private readonly CheckProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_embedded_database_is_opened()
    {
        _project.With("datajoint.json", """{ "database.backend": "sqlite", "database.name": "lab.db" }""").With("lab.db", "");

        CheckDocument document = _project.Check();

        document.Exit.ShouldBe(0);
        document.Status("database").ShouldBe("pass");
        document.Message("database").ShouldContain("lab.db");
        new FileInfo(_project.PathOf("lab.db")).Length.ShouldBe(0, "nothing in it is changed");
    }

    [Fact]
    public void A_statement_of_the_project_is_told_and_not_run()
    {
        _project.With("lab.db", "").With("datajoint.json", """
            { "database": { "backend": "sqlite", "name": "lab.db" },
              "connection.init_function": "ATTACH DATABASE 'planted.db' AS p; CREATE TABLE p.t (i INTEGER)" }
            """.Replace("planted.db", _project.PathOf("planted.db").Replace('\\', '/'), StringComparison.Ordinal));

        CheckDocument document = _project.Check();

        document.Status("database").ShouldBe("pass");
        document.Message("database").ShouldContain("connection.init_function was not run");
        File.Exists(_project.PathOf("planted.db")).ShouldBeFalse();
    }

    [Fact]
    public void A_database_file_that_is_not_there_is_told_and_not_made()
    {
        _project.With("datajoint.json", """{ "database.backend": "sqlite", "database.name": "lab.db" }""");

        CheckDocument document = _project.Check();

        document.Exit.ShouldBe(0);
        document.Status("database").ShouldBe("warn");
        document.Message("database").ShouldContain("lab.db does not exist yet");
        File.Exists(_project.PathOf("lab.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("datajoint.json/lab.db")]
    [InlineData("missing/lab.db")]
    [InlineData("datajoint.json")]
    public void A_database_that_cannot_be_opened_fails(string name)
    {
        _project.With("datajoint.json", $$"""{ "database.backend": "sqlite", "database.name": "{{name}}" }""");

        CheckDocument document = _project.Check();

        document.Exit.ShouldBe(1);
        document.Status("database").ShouldBe("fail");
        document.Diagnostics("DJ3004").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_server_that_is_not_there_fails_once()
    {
        CheckDocument document = _project.WithServer().Check();

        document.Exit.ShouldBe(1);
        document.Status("database").ShouldBe("fail");
        document.Message("database").ShouldContain("127.0.0.1:1");
        document.Diagnostics("DJ3006").ShouldHaveSingleItem();
        foreach (string id in new[] { "database-tls", "database-rights", "database-clock" })
        {
            document.Status(id).ShouldBe("skip");
        }
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("cert")]
    [InlineData("key")]
    public async Task A_pipe_in_place_of_a_file_for_TLS_fails_and_is_not_waited_for(string which)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using (var maker = Process.Start("mkfifo", [_project.PathOf("pipe")]))
        {
            await maker.WaitForExitAsync(cancellation);
        }

        _project.With("datajoint.json", $$"""{ "database.host": "127.0.0.1:1", "database.user": "ana", "database.tls.{{which}}": "pipe" }""")
            .With(".secrets/database.password", "fake-password");

        CheckDocument document = await Task.Run(() => _project.Check(), cancellation).WaitAsync(TimeSpan.FromMinutes(5), cancellation);

        document.Exit.ShouldBe(1);
        document.Status("settings").ShouldBe("fail");
        document.Message("settings").ShouldContain($"database.tls.{which}: \"pipe\" is a FIFO, not a regular file");
    }

    [Fact]
    public void Without_a_password_the_server_is_asked()
    {
        CheckDocument document = _project.With("datajoint.json", """{ "database.host": "127.0.0.1:1", "database.user": "ana" }""").Check();

        document.Exit.ShouldBe(1);
        document.Status("settings").ShouldBe("pass");
        document.Message("settings").ShouldContain("no password: the server decides");
        document.Status("database").ShouldBe("fail");
        document.Message("database").ShouldContain("nothing listens");
    }

    [Fact]
    public void A_file_store_is_tried_and_left_as_it_was()
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "data" } }""").With("data/kept", "x");

        CheckDocument document = _project.Check();

        document.Status("store:main").ShouldBe("pass");
        Directory.GetFileSystemEntries(_project.PathOf("data")).Select(Path.GetFileName).ShouldBe(["kept"]);
    }

    [Fact]
    public void A_location_that_is_not_there_is_a_warning_and_not_made()
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "deep/data" } }""");

        CheckDocument document = _project.Check();

        document.Exit.ShouldBe(0);
        document.Status("store:main").ShouldBe("warn");
        document.Hint("store:main").ShouldNotBeNull().ShouldContain("mount");
        Directory.Exists(_project.PathOf("deep")).ShouldBeFalse();
    }

    [Fact]
    public void A_location_that_is_a_file_fails()
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "taken" } }""").With("taken", "x");

        _project.Check().Status("store:main").ShouldBe("fail");
    }

    [Fact]
    public void A_protocol_that_nobody_speaks_is_a_wrong_setting()
    {
        _project.With("datajoint.json", """{ "stores.far": { "protocol": "plugin", "location": "l" } }""");

        CheckDocument document = _project.Check();

        document.Status("stores").ShouldBe("fail");
        document.Status("store:far").ShouldBe("skip");
    }

    [Fact]
    public void Read_only_lists_and_writes_nothing()
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "data" }, "stores.new": { "protocol": "file", "location": "absent" } }""")
            .With("data/kept", "x");

        CheckDocument document = _project.Check("--read-only");

        document.Status("store:main").ShouldBe("pass");
        document.Message("store:main").ShouldContain("nothing written");
        document.Status("store:new").ShouldBe("warn");
    }

    [Fact]
    public void A_store_that_cannot_be_reached_has_a_diagnostic_of_its_own()
    {
        _project.With("datajoint.json", """
            { "stores.here": { "protocol": "azure", "container": "c", "location": "l", "account_name": "djfake", "endpoint": "http://127.0.0.1:1" } }
            """).With(".secrets/stores.here.account_key", Convert.ToBase64String("fake"u8));

        CheckDocument document = _project.Check("--read-only");

        document.Exit.ShouldBe(1);
        document.Status("store:here").ShouldBe("fail");
        document.Message("store:here").ShouldContain("nothing listens at http://127.0.0.1:1");
        document.Diagnostics("DJ4108").ShouldHaveSingleItem();
    }

    [Fact]
    public void Offline_contacts_nothing()
    {
        _project.With("datajoint.json", """{ "database.backend": "sqlite", "database.name": "missing/lab.db", "stores.main": { "protocol": "file", "location": "taken" } }""")
            .With("taken", "x");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Message("database").ShouldContain("--offline");
        document.Message("store:main").ShouldContain("--offline");
    }
}
