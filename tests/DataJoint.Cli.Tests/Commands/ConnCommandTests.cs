using System.Text.Json;
using DataJoint.Cli.Clients;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc conn</c>: nothing is connected, so what is printed is read back by those for whom it is meant.</summary>
public sealed class ConnCommandTests : IDisposable
{
    private const string Password = "fake p'ass;\"word=1&\\";

    private readonly TemporaryProject _project = new();

    public ConnCommandTests() => _project.Write(".secrets/database.password", Password);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_socket_of_PostgreSQL_that_is_named_by_its_file_has_the_port_in_its_name()
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "database": { "backend": "postgresql", "host": "/nowhere/.s.PGSQL.4544", "user": "ana" } }""");

        new Djc(project).Run("conn").Output.ShouldContain("Host=/nowhere;Port=4544;");
        new Djc(project).Run("conn", "--as", "psql").Output.ShouldContain("port=4544");
        new Djc(project).Run("conn", "--set", "database.port=5433").Output.ShouldContain("Port=5433");
    }

    [Fact]
    public void The_connection_string_for_MySqlConnector()
    {
        MySqlConnectionStringBuilder read = new(Text("mysql", ["--reveal"], "database.host=::1", "database.port=3307", "database.user=ana;b", "database.name=my lab"));

        (read.Server, read.Port, read.UserID, read.Password, read.Database, read.SslMode)
            .ShouldBe(("::1", 3307u, "ana;b", Password, "my lab", MySqlSslMode.Preferred));
    }

    [Fact]
    public void The_connection_string_for_Npgsql()
    {
        NpgsqlConnectionStringBuilder read = new(Text("postgresql", ["--reveal"], "database.host=::1", "database.user=ana'b", "database.name=my lab"));

        (read.Host, read.Port, read.Username, read.Password, read.Database, read.SslMode)
            .ShouldBe(("::1", 5432, "ana'b", Password, "my lab", SslMode.Prefer));
    }

    [Theory]
    [InlineData("database.use_tls=false", "None", "Disable", "DISABLED", "disable", "--skip-ssl")]
    [InlineData("database.use_tls=true", "Required", "Require", "REQUIRED", "require", "--ssl --disable-ssl-verify-server-cert")]
    [InlineData("database.tls.ca=ca.pem", "VerifyFull", "VerifyFull", "VERIFY_IDENTITY", "verify-full", "--ssl --ssl-verify-server-cert --ssl-ca=/project/ca.pem")]
    [InlineData("database.tls.verify=ca", "VerifyCA", "VerifyCA", "VERIFY_CA", "verify-ca", "--ssl --ssl-verify-server-cert --ssl-ca=/project/ca.pem")]
    public void Tls_in_everybodys_words(string setting, string mysqlMode, string npgsqlMode, string mysqlOption, string libpqMode, string mariadbOptions)
    {
        string[] settings = setting.Contains("verify", StringComparison.Ordinal) ? [setting, "database.tls.ca=ca.pem"] : [setting];

        Text("mysql", [], settings).ShouldContain($";SslMode={mysqlMode}");
        Text("postgresql", [], settings).ShouldContain($";SSL Mode={npgsqlMode}");
        Text("mysql", ["--as", "mysql"], settings).ShouldContain($" --ssl-mode={mysqlOption} ");
        Text("mysql", ["--as", "url"], settings).ShouldContain($"?ssl-mode={mysqlOption}");
        Text("postgresql", ["--as", "psql"], settings).ShouldContain($" sslmode={libpqMode}");
        Text("postgresql", ["--as", "url"], settings).ShouldContain($"?sslmode={libpqMode}");
        Text("mysql", ["--as", "mariadb"], settings).ShouldContain($" {mariadbOptions} ");
    }

    [Fact]
    public void Client_certificates_are_passed_on_with_absolute_paths()
    {
        string[] settings = ["database.use_tls=true", "database.tls.cert=my cert.pem", "database.tls.key=key.pem"];

        Text("mysql", [], settings).ShouldEndWith(";SslCert=\"/project/my cert.pem\";SslKey=/project/key.pem\n");
        Text("postgresql", [], settings).ShouldEndWith(";SSL Certificate=\"/project/my cert.pem\";SSL Key=/project/key.pem\n");
        Text("mysql", ["--as", "mysql"], settings).ShouldContain("'--ssl-cert=/project/my cert.pem' --ssl-key=/project/key.pem");
        Text("postgresql", ["--as", "psql"], settings).ShouldContain("sslcert='\\''/project/my cert.pem'\\'' sslkey=/project/key.pem");
    }

    [Fact]
    public void What_a_client_cannot_say_is_told()
    {
        Run("mysql", ["--as", "mariadb"], "database.use_tls=true").Error.ShouldContain("note: TLS is only preferred here");
        Run("mysql", ["--as", "mariadb"], "database.tls.ca=ca.pem", "database.tls.verify=ca").Error.ShouldContain("note: the host's name is verified too");
        Run("mysql", ["--as", "mysql"], "database.tls.verify=full").Error.ShouldContain("note: mysql verifies only with a file");
        Run("postgresql", ["--as", "psql"], "database.tls.verify=full").Error.ShouldContain("note: sslrootcert=system");
        Run("postgresql", [], "database.tls.ca=ca.pem").Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mysql", "mysql", "mysql --host=localhost --port=3306 --protocol=TCP --user=ana --ssl-mode=PREFERRED --database=lab --password\n")]
    [InlineData("mysql", "mariadb", "mariadb --host=localhost --port=3306 --protocol=TCP --user=ana --ssl --disable-ssl-verify-server-cert --database=lab --password\n")]
    [InlineData("postgresql", "psql", "psql 'host=localhost port=5432 user=ana dbname=lab sslmode=prefer'\n")]
    [InlineData("mysql", "url", "mysql://ana@localhost:3306/lab?ssl-mode=PREFERRED\n")]
    [InlineData("postgresql", "url", "postgresql://ana@localhost:5432/lab?sslmode=prefer\n")]
    public void Without_reveal_nobody_sees_the_password(string backend, string form, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PowerShell has other quotes.");
        Text(backend, ["--as", form], "database.name=lab").ShouldBe(text);
    }

    [Theory]
    [InlineData("mysql", "mysql", "MYSQL_PWD")]
    [InlineData("mysql", "mariadb", "MYSQL_PWD")]
    [InlineData("postgresql", "psql", "PGPASSWORD")]
    public void With_reveal_it_stands_in_front_of_the_program_and_in_no_argument(string backend, string form, string variable)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PowerShell has other quotes.");
        Text(backend, ["--as", form, "--reveal"]).ShouldStartWith($"{variable}='fake p'\\''ass;\"word=1&\\' {form} ");

        JsonElement json = Json(backend, ["--as", form, "--reveal"]);
        json.GetProperty("environment").GetProperty(variable).GetString().ShouldBe(Password);
        json.GetProperty("command").EnumerateArray().ShouldAllBe(word => !word.GetString()!.Contains("word=1", StringComparison.Ordinal));
        json.GetProperty("command")[0].GetString().ShouldBe(form);
    }

    [Fact]
    public void A_url_escapes_what_would_end_a_part_of_it() =>
        Text("postgresql", ["--as", "url", "--reveal"], "database.host=::1", "database.user=a@b/c", "database.name=lab?x=1")
            .ShouldBe("postgresql://a%40b%2Fc:fake%20p%27ass%3B%22word%3D1%26%5C@[::1]:5432/lab%3Fx%3D1?sslmode=prefer\n");

    [Fact]
    public void A_socket_is_told_in_the_way_of_each()
    {
        const string Socket = "database.host=/run/db/s.sock";
        Text("mysql", [], Socket).ShouldBe("Server=/run/db/s.sock;Protocol=Unix;User ID=ana;SslMode=Preferred\n");
        Text("mysql", ["--as", "mariadb"], Socket, "database.use_tls=true").ShouldContain(" --ssl ");
        Text("mysql", ["--as", "mysql"], Socket, "database.use_tls=false").ShouldContain("--ssl-mode=DISABLED");
        Text("postgresql", [], Socket).ShouldStartWith("Host=/run/db;Port=5432;");
        Text("postgresql", [], "database.host=" + Path.GetFullPath("/")).ShouldStartWith("Host=/;Port=5432;");
        Text("mysql", ["--as", "mysql"], Socket).ShouldStartWith("mysql --socket=/run/db/s.sock --protocol=SOCKET --user=ana");
        Text("postgresql", ["--as", "psql"], Socket).ShouldContain("host=/run/db port=5432");
        Text("postgresql", ["--as", "url"], Socket).ShouldStartWith("postgresql://ana@%2Frun%2Fdb:5432/");
    }

    [Fact]
    public void A_user_that_is_kept_elsewhere_is_asked_for_together_with_the_password()
    {
        Djc djc = new(_project) { Variables = { ["DJ_USER"] = "ref+env://LAB_USER", ["LAB_USER"] = "ana" } };

        DjcResult hidden = djc.Run("conn");
        hidden.Output.ShouldContain(";User ID=ref+env://LAB_USER;");
        hidden.Error.ShouldContain("note: the user is a reference");
        DjcResult shown = djc.Run("conn", "--reveal");
        shown.Output.ShouldContain(";User ID=ana;");
        shown.Error.ShouldBeEmpty();

        djc.Variables["LAB_USER"] = " ";
        DjcResult empty = djc.Run("conn", "--reveal");
        (empty.ExitCode, empty.Output).ShouldBe((4, ""));
        empty.Error.ShouldContain("database.user: ");
    }

    [Fact]
    public void An_embedded_database_is_its_file()
    {
        Text("sqlite", [], "database.name=my lab.db").ShouldBe("Data Source=\"/project/my lab.db\";Foreign Keys=True\n");
        Text("sqlite", ["--as", "sqlite3"], "database.name=my lab.db").ShouldBe("sqlite3 '/project/my lab.db'\n");
        Text("sqlite", ["--as", "url"], "database.name=my lab.db").ShouldBe("file:///project/my%20lab.db\n");
        Text("sqlite", ["--as", "sqlite3"], "database.name=:memory:").ShouldBe("sqlite3 :memory:\n");
    }

    [Fact]
    public void The_parts_are_in_the_json()
    {
        JsonElement json = Json("mysql", [], "database.tls.ca=ca.pem");

        json.GetProperty("version").GetInt32().ShouldBe(1);
        json.GetProperty("backend").GetString().ShouldBe("mysql");
        json.GetProperty("host").GetString().ShouldBe("localhost");
        json.GetProperty("port").GetInt32().ShouldBe(3306);
        json.GetProperty("user").GetString().ShouldBe("ana");
        json.GetProperty("password").GetString().ShouldBe("********");
        json.GetProperty("database").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("tls").GetProperty("mode").GetString().ShouldBe("verify-full");
        json.GetProperty("tls").GetProperty("ca").GetString().ShouldBe("/project/ca.pem");
        json.GetProperty("text").GetString().ShouldStartWith("Server=");
        json.GetProperty("notes").GetArrayLength().ShouldBe(0);
        json.GetProperty("diagnostics").GetArrayLength().ShouldBe(0);
        Json("mysql", ["--reveal"]).GetProperty("password").GetString().ShouldBe(Password);
    }

    [Theory]
    [InlineData("mysql", "psql", "djc conn --as mysql")]
    [InlineData("postgresql", "mysql", "djc conn --as psql")]
    [InlineData("sqlite", "psql", "djc conn --as sqlite3")]
    [InlineData("mysql", "mysq", "did you mean mysql?")]
    public void A_client_of_another_backend_is_refused(string backend, string form, string hint)
    {
        DjcResult result = Run(backend, ["--as", form], "database.name=x.db");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(hint);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        DjcResult noUser = new Djc(_project).Run("conn");
        noUser.ExitCode.ShouldBe(3);
        noUser.Error.ShouldContain("DJ3001");
        noUser.Error.ShouldNotContain("DJ3002");

        File.Delete(Path.Combine(_project.Root, ".secrets", "database.password"));
        Run("mysql", []).ExitCode.ShouldBe(0);
        Run("mysql", ["--reveal"]).ExitCode.ShouldBe(0, "an account may need none");
        new Djc(_project).Run("conn", "--set", "database.backend=sqlite").Error.ShouldContain("DJ3003");
    }

    [Fact]
    public void Text_that_moves_a_terminal_is_not_printed()
    {
        DjcResult result = Run("mysql", ["--as", "mysql"], "database.name=a\u001b[2Jb");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("database.name");
    }

    [Fact]
    public void PowerShell_has_quotes_of_its_own()
    {
        ClientCommand command = new("psql", ["host=a user='b’"], "PGPASSWORD", new("it's"));

        ShellLine.Format(command, isWindows: true).ShouldBe("$env:PGPASSWORD = 'it''s'; psql 'host=a user=''b’’'");
        ShellLine.Format(command, isWindows: false).ShouldBe("PGPASSWORD='it'\\''s' psql 'host=a user='\\''b’'");
    }

    private JsonElement Json(string backend, string[] words, params string[] settings) =>
        JsonDocument.Parse(Text(backend, [.. words, "--format", "json"], settings)).RootElement;

    private string Text(string backend, string[] words, params string[] settings)
    {
        DjcResult result = Run(backend, words, settings);
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }

    private DjcResult Run(string backend, string[] words, params string[] settings) => new Djc(_project).Run(
        ["conn", .. words, .. new[] { "database.backend=" + backend, "database.user=ana" }.Concat(settings).SelectMany(s => new[] { "--set", s })]);
}
