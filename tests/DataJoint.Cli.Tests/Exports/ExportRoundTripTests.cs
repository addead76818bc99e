using System.Text.Json;
using DataJoint.Cli.Exports;

namespace DataJoint.Cli.Tests;

/// <summary>What an export's own consumer makes of it loads as the same configuration.</summary>
public sealed class ExportRoundTripTests : IDisposable
{
    private readonly Consumer _consumer = new();
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """
            { "database": { "host": "db.example.com:3399", "user": "me # you", "use_tls": true }, "loglevel": "debug", "display.limit": 5, "query_cache": "/c d/%h'\"é",
              "connection.init_function": "SET @a = '${x}' \"b\"", "custom": { "rig": { "name": "A $B", "count": 3 } },
              "stores": { "default": "main", "main": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "b", "location": "l", "secure": false } } }
            """.Replace("${x}", "$x", StringComparison.Ordinal))
        .Write(".secrets/database.password", "example '\"pass#w$rd\n")
        .Write(".secrets/stores.main.access_key", "EXAMPLEACCESS\n")
        .Write(".secrets/stores.main.secret_key", "example-%secret/+=\n");

    public static TheoryData<string> TextFormats => ["dotenv", "shell", "fish", "powershell", "docker", "json"];

    public void Dispose()
    {
        _project.Dispose();
        _consumer.Dispose();
    }

    [Theory]
    [MemberData(nameof(TextFormats))]
    public void A_text_format_gives_the_same_configuration(string format)
    {
        string text = Export(format, "--reveal");
        Load(format switch
        {
            "dotenv" => _consumer.ReadByComposeAsFile(text, isRaw: false),
            "docker" => _consumer.ReadByComposeAsFile(text, isRaw: true),
            "json" => Consumer.ReadJson(text),
            _ => _consumer.ReadByShell(Consumer.Require(format switch { "shell" => "sh", "powershell" => "pwsh", _ => format }), text),
        }).ShouldBe(Settings(new Djc(_project)), ignoreOrder: true);
    }

    [Fact]
    public void Compose_with_the_environment_of_djc_run_gives_the_same_configuration()
    {
        string text = Export("compose");
        text.ShouldNotContain("pass#w");
        (Dictionary<string, string> variables, Dictionary<string, string> secrets) = _consumer.ReadByCompose(text);
        Djc run = new(_project);
        run.Run("run", "--", "docker");
        Mount(variables, "/run/secrets/", name => run.Child!.Variables[secrets[name]]);
        Load(variables).ShouldBe(Settings(new Djc(_project)), ignoreOrder: true);
    }

    [Fact]
    public void Kubernetes_gets_the_same_configuration_from_a_mounted_Secret()
    {
        Consumer.RequireModule("yaml");
        _project.Write(".secrets/datajoint.json", """{ "custom.rig.token": " example blanks " }""");
        JsonElement[] documents = _consumer.ReadByYaml(Export("k8s", "--reveal"));
        using TemporaryProject bare = new();
        foreach (JsonProperty file in documents[0].GetProperty("stringData").EnumerateObject())
        {
            File.WriteAllText(Path.Combine(bare.Mounted, file.Name), file.Value.GetString());
        }

        Dictionary<string, string> variables = ExportLaws.KubernetesVariables(documents[1]);
        var expected = Settings(new Djc(_project)).ToDictionary();
        expected["custom.rig.count"] = $"\"{expected["custom.rig.count"]}\""; // a number among the secrets is one of them
        Settings(new Djc(bare) { Variables = variables, HasMountedSecrets = true }).ShouldBe(expected, ignoreOrder: true);
        JsonElement pod = documents[1].GetProperty("spec").GetProperty("template").GetProperty("spec");
        pod.GetProperty("containers")[0].GetProperty("volumeMounts")[0].GetProperty("mountPath").GetString().ShouldBe("/run/secrets/datajoint");
        pod.GetProperty("volumes")[0].GetProperty("projected").GetProperty("sources")[0].GetProperty("secret").GetProperty("name").GetString()
            .ShouldBe(documents[0].GetProperty("metadata").GetProperty("name").GetString());
    }

    [Fact]
    public void Without_reveal_Kubernetes_gets_the_Deployment_alone()
    {
        string text = Export("k8s");
        text.ShouldNotContain("kind: Secret");
        text.ShouldNotContain("EXAMPLEACCESS");
        text.ShouldContain("# The Secret that it mounts: djc export k8s --reveal\n");
    }

    [Theory]
    [InlineData("github", "gh")]
    [InlineData("gitlab", "glab")]
    public void A_workflow_with_the_secrets_that_were_created_gives_the_same_configuration(string format, string keeper)
    {
        Consumer.RequireModule("yaml");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Keeper.Install(_consumer.Folder, keeper);
        Djc djc = new(_project) { Variables = { ["PATH"] = _consumer.Folder } };
        DjcResult result = djc.Run("export", format, "--apply", "--yes");
        result.ExitCode.ShouldBe(0, result.Error);
        result.All.ShouldNotContain("EXAMPLEACCESS");
        JsonElement block = _consumer.ReadByYaml(result.Output)[0];
        Dictionary<string, string> variables = format == "github" ? ExportLaws.GitHubVariables(block) : ExportLaws.GitLabVariables(block);
        Dictionary<string, string> created = Keeper.ListCreated(_consumer.Folder);
        created.Keys.ShouldBe(["DJ_PASS", "DJ_STORES_MAIN_ACCESS_KEY", "DJ_STORES_MAIN_SECRET_KEY"], ignoreOrder: true);
        foreach ((string name, string value) in created)
        {
            if (format == "github")
            {
                variables[name].ShouldBe($"${{{{ secrets.{name} }}}}");
            }

            variables[name] = value;
        }

        Load(variables).ShouldBe(Settings(new Djc(_project)), ignoreOrder: true);
    }

    [Fact]
    public void A_unit_with_credentials_in_files_gives_the_same_configuration()
    {
        Consumer.Require("python3");
        string unit = Export("systemd");
        unit.ShouldNotContain("EXAMPLEACCESS");
        unit.ShouldContain("LoadCredential=database.password:/etc/credstore/datajoint/database.password\n");
        unit.ShouldContain("#   djc config get database.password --reveal | sudo install -D -m 600 /dev/stdin /etc/credstore/datajoint/database.password\n");
        LoadUnit(unit).ShouldBe(Settings(new Djc(_project)), ignoreOrder: true);
    }

    [Fact]
    public void Systemd_decrypts_the_credentials_that_were_encrypted()
    {
        Consumer.Require("python3");
        string program = Consumer.Require("systemd-creds");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root has the key of the machine.");
        Djc djc = new(_project) { Variables = { ["PATH"] = Path.GetDirectoryName(program)! } };
        string unit = djc.Run("export", "systemd").Output;
        Assert.SkipUnless(unit.Contains("SetCredentialEncrypted=", StringComparison.Ordinal), "systemd-creds cannot encrypt on this machine.");
        unit.ShouldNotContain("EXAMPLEACCESS");
        string[] credentials = unit.Split("SetCredentialEncrypted=")[1..];
        foreach (string credential in credentials)
        {
            string name = credential[..credential.IndexOf(':', StringComparison.Ordinal)];
            string text = credential[(name.Length + 1)..].Replace("\\\n", "", StringComparison.Ordinal).Split('\n')[0].Replace(" ", "", StringComparison.Ordinal);
            string file = _consumer.Write("credential", text);
            Consumer.Run(program, "decrypt", $"--name={name}", file, "-").ShouldBe(Djc("config", "get", name, "--reveal").Output.TrimEnd('\n'));
        }

        LoadUnit(unit).ShouldBe(Settings(new Djc(_project)), ignoreOrder: true);
    }

    [Fact]
    public void Every_format_is_among_those_tested() =>
        ExportFormats.All.Select(f => f.Name).ShouldBe([.. TextFormats.Select(row => row.Data), "compose", "k8s", "github", "gitlab", "systemd"], ignoreOrder: true);

    private Dictionary<string, string> LoadUnit(string unit)
    {
        Dictionary<string, string> variables = ExportLaws.SystemdVariables(_consumer, unit);
        Mount(variables, "%d/", name => Djc("config", "get", name, "--reveal").Output);
        return Load(variables);
    }

    /// <summary>Puts the files that variables name into the consumer's folder.</summary>
    private void Mount(Dictionary<string, string> variables, string folder, Func<string, string> text)
    {
        foreach ((string variable, string path) in variables.Where(v => v.Value.StartsWith(folder, StringComparison.Ordinal)).ToList())
        {
            string name = path[folder.Length..];
            variables[variable] = _consumer.Write(name, text(name));
        }
    }

    private string Export(params string[] words)
    {
        DjcResult result = Djc(["export", .. words]);
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }

    private DjcResult Djc(params string[] words) => new Djc(_project).Run(words);

    private static Dictionary<string, string> Load(Dictionary<string, string> variables)
    {
        using TemporaryProject bare = new();
        return Settings(new Djc(bare) { Variables = variables });
    }

    private static Dictionary<string, string> Settings(Djc djc)
    {
        DjcResult result = djc.Run("config", "show", "--set-only", "--reveal", "--format", "json");
        result.ExitCode.ShouldBe(0, result.All);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("settings").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetProperty("value").GetRawText());
    }
}
