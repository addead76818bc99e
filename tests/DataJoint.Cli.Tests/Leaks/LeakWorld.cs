namespace DataJoint.Cli.Tests;

/// <summary>A project with a canary in every secret of every layer, whole or broken in one way.</summary>
internal sealed class LeakWorld
{
    /// <summary>What must not be seen anywhere.</summary>
    public const string Canary = "CANARY";

    /// <summary>A secret that is a number without quotes.</summary>
    public const string Number = "735198426";

    private const string Stores =
        """
        { "default": "main",
          "main": { "protocol": "s3", "endpoint": "s3.example", "bucket": "b", "location": "l",
                    "access_key": "CANARY-@-1", "secret_key": "CANARY-@-2", "session_token": "CANARY-@-3" },
          "az": { "protocol": "azure", "container": "c", "location": "l",
                  "account_key": "CANARY-@-4", "connection_string": "AccountKey=CANARY-@-5", "sas_token": "CANARY-@-6" },
          "gs": { "protocol": "gcs", "bucket": "b", "location": "l", "token": "{ \"private_key\": \"CANARY-@-7\" }" },
          "lab": { "protocol": "plugin", "location": "l", "api_token": "CANARY-@-8", "login": { "password": "CANARY-@-9" } },
          "local": { "protocol": "file", "location": "data", "my_credential": "CANARY-@-10" } }
        """;

    private readonly Action<TemporaryProject, Dictionary<string, string>> _arrange;
    private readonly string _name;

    private LeakWorld(string name, Action<TemporaryProject, Dictionary<string, string>> arrange)
    {
        _name = name;
        _arrange = arrange;
    }

    public static IReadOnlyList<LeakWorld> All { get; } =
    [
        new("whole", static (_, _) => { }),
        new("project file cut off in a secret", static (p, _) => p.Write("datajoint.json", """{ "database.password": "CANARY-cut""")),
        new("project file without a comma", static (p, _) => p.Write("datajoint.json", """{ "database.password": "CANARY-comma" "stores": 1 }""")),
        new("secrets file cut off", static (p, _) => p.Write(".secrets/datajoint.json", """{ "database.user": "u", "database.password": "CANARY-cut""")),
        new("secrets file that is bare text", static (p, _) => p.Write(".secrets/datajoint.json", "CANARY-bare CANARY-text\n")),
        new("secret without quotes", static (p, _) => p.Write(".secrets/datajoint.json", $$"""{ "database.password": {{Number}}, "stores.main.secret_key": CANARY-word }""")),
        new("secret that is an object", static (p, _) => p.Write("datajoint.json", """{ "database.password": { "value": "CANARY-object" }, "database": "CANARY-group" }""")),
        new("name below a store's secret", static (p, _) => p.Write("datajoint.json", """{"stores":{"m":{"secret_key":{"CANARY123":{}}}}}""")),
        new("name below a password", static (p, _) => p.Write("datajoint.json", """{"database":{"password":{"CANARY123":{"a":1}}}}""")),
        new("name below a secret, on the next line", static (p, _) => p.Write("datajoint.json", "{\"stores\":{\"m\":{\"secret_key\":{\n\"CANARY123\":{}}}}}")),
        new("secret twice", static (p, _) => p.Write("datajoint.json", """{ "database.password": "CANARY-one", "database": { "password": "CANARY-two" } }""")),
        new("secret under a wrong key", static (p, _) =>
            p.Write("datajoint.json", """{ "database.pasword": "CANARY-typo", "pw": "CANARY-pw", "stores.main.secretkey": "CANARY-key" }""")),
        new("single-value file with several lines", static (p, _) => p.Write(".secrets/database.password", "CANARY-first\nCANARY-second\n")),
        new("single-value file that is not UTF-8", static (p, _) => p.Write(".secrets/database.password", [0xFF, .. "CANARY-latin"u8, 0xE9])),
        new("single-value file with a NUL", static (p, _) => p.Write(".secrets/database.password", "CANARY-nul\0x")),
        new("single-value file of another name", static (p, _) => p.Write(".secrets/database.pasword", "CANARY-name\n")),
        new("variables that contradict", static (p, v) => v["DJ_PASS_FILE"] = Path.Combine(p.Root, ".secrets", "database.password")),
        new("DJ_STORES that is not JSON", static (_, v) => v["DJ_STORES"] = """{ "main": { "secret_key": "CANARY-json" """),
        new("DJ_STORES that is a list", static (_, v) => v["DJ_STORES"] = """[ "CANARY-list" ]"""),
        new("DJ_STORES with a bare secret", static (_, v) => v["DJ_STORES"] = $$"""{ "main": { "secret_key": {{Number}} } }"""),
        new("settings that do not fit", static (_, v) => v["DJ_PORT"] = "many"),
        new("misspelt variables", static (_, v) => (v["DJ_PASSWORD"], v["DJ_STORES_MAIN_SECRETKEY"]) = ("CANARY-variable", "CANARY-store-variable")),
        new("a database that cannot be opened", static (_, v) => (v["DJ_BACKEND"], v["DJ_DATABASE_NAME"]) = ("sqlite", "no/such/dir/x.db")),
    ];

    /// <summary>The world with its canaries.</summary>
    public (TemporaryProject Project, Dictionary<string, string> Variables) Create()
    {
        TemporaryProject project = new();
        project.Write("datajoint.json", $$"""{ "database.password": "CANARY-project", "custom": { "api_key": "CANARY-custom" }, "stores": {{Of("project")}} }""");
        project.Write("datajoint.dev.json", $$"""{ "database": { "password": "CANARY-project-dev" }, "stores": {{Of("project-dev")}} }""");
        project.Write(".secrets/datajoint.json", $$"""{ "database.password": "CANARY-secrets", "stores": {{Of("secrets")}} }""");
        project.Write(".secrets/datajoint.dev.json", """{ "database.password": "CANARY-secrets-dev" }""");
        project.Write(".secrets/database.password", "CANARY-single\n");
        project.Write(".secrets/stores.main.secret_key", "CANARY-single-store\n");
        project.Write("value", "CANARY-file\n");
        project.Write("dj_local_conf.json",
            """{ "database.password": "CANARY-legacy", "stores": { "old": { "protocol": "s3", "secret_key": "CANARY-legacy-key" } }, "api_key": "CANARY-legacy-custom" }""");
        File.WriteAllText(Path.Combine(project.Mounted, "database.password"), "CANARY-mounted\n");
        File.WriteAllText(Path.Combine(project.Mounted, "stores.az.sas_token"), "CANARY-mounted-store\n");
        Dictionary<string, string> variables = new()
        {
            ["DJ_PASS"] = "CANARY-variable",
            ["DJ_STORES_MAIN_SECRET_KEY"] = "CANARY-store-variable",
            ["DJ_STORES_AZ_ACCOUNT_KEY_FILE"] = Path.Combine(project.Root, "value"),
            ["DJ_STORES"] = Of("variable"),
        };
        _arrange(project, variables);
        return (project, variables);
    }

    public override string ToString() => _name;

    private static string Of(string layer) => Stores.Replace("@", layer, StringComparison.Ordinal);
}
