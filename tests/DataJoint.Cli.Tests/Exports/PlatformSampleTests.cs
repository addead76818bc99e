using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using NJsonSchema;

namespace DataJoint.Cli.Tests;

/// <summary>The samples for platforms are what djc exports, and what the platform takes.</summary>
public sealed class PlatformSampleTests : IDisposable
{
    private readonly Consumer _consumer = new();
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", Read("datajoint.json")).Write(".secrets/database.password", "example-password\n")
        .Write(".secrets/stores.main.access_key", "EXAMPLEACCESS\n").Write(".secrets/stores.main.secret_key", "example-secret\n");

    public void Dispose()
    {
        _project.Dispose();
        _consumer.Dispose();
    }

    [Fact]
    public void Docker_takes_the_settings_without_the_secrets()
    {
        Read("container.env").ShouldBe(Export("docker", "--no-secrets"));
        _consumer.ReadByComposeAsFile(Read("container.env"), isRaw: true)["DJ_HOST"].ShouldBe("db.example.com");
    }

    [Fact]
    public void Compose_takes_the_service()
    {
        string sample = Read("compose.yaml");
        WithoutLine(sample, "    image: registry.example.com/pipeline:1\n").ShouldBe(Export("compose"));
        _consumer.ReadByCompose(sample.Replace("    image:", "    container_name: app\n    #", StringComparison.Ordinal)).Secrets.Keys.ShouldBe(["dj_pass", "dj_stores"]);
    }

    [Fact]
    public void Kubernetes_takes_the_Deployment()
    {
        string sample = Read("k8s.yaml");
        sample.Replace("registry.example.com/pipeline:1", "IMAGE", StringComparison.Ordinal).ShouldBe(Export("k8s"));
        Consumer.RequireModule("yaml");
        ExportLaws.KubernetesVariables(_consumer.ReadByYaml(sample)[0])["DJ_HOST"].ShouldBe("db.example.com");
    }

    [Fact]
    public void The_types_of_Kubernetes_have_every_member_of_what_is_exported()
    {
        V1Deployment deployment = KubernetesYaml.LoadAllFromString(Read("k8s.yaml"), strict: true).ShouldHaveSingleItem().ShouldBeOfType<V1Deployment>();
        V1Container container = deployment.Spec.Template.Spec.Containers.ShouldHaveSingleItem();
        container.Env.ShouldContain(variable => variable.Name == "DJ_HOST" && variable.Value == "db.example.com");
        container.VolumeMounts.ShouldHaveSingleItem().MountPath.ShouldBe("/run/secrets/datajoint");

        List<object> revealed = KubernetesYaml.LoadAllFromString(Export("k8s", "--reveal"), strict: true);
        V1Secret secret = revealed.OfType<V1Secret>().ShouldHaveSingleItem();
        secret.StringData["database.password"].ShouldBe("example-password");
        secret.Metadata.Name.ShouldBe(deployment.Spec.Template.Spec.Volumes.ShouldHaveSingleItem().Projected.Sources.ShouldHaveSingleItem().Secret.Name);
        revealed.OfType<V1Deployment>().ShouldHaveSingleItem();
        Should.Throw<Exception>(() => KubernetesYaml.LoadAllFromString(Read("k8s.yaml").Replace("volumeMounts:", "volumeMount:", StringComparison.Ordinal), strict: true));
    }

    [Theory]
    [InlineData("github-workflow.yml", "github", "github-workflows.json")]
    [InlineData("gitlab-ci.yml", "gitlab", "gitlab-ci.json")]
    public async Task A_pipeline_fits_the_schema_of_its_platform(string name, string format, string schema)
    {
        string sample = Read(name);
        string exported = Export(format);
        int block = exported.IndexOf(format == "github" ? "env:\n" : "variables:\n", StringComparison.Ordinal);
        sample.ShouldStartWith(exported[..block]);
        sample.ShouldContain("\n" + exported[block..] + "\n");
        string path = Path.Combine(Consumer.Sid, "lib/python3/dist-packages/check_jsonschema/builtin_schemas/vendor", schema);
        Assert.SkipUnless(File.Exists(path), "The schemas of check-jsonschema are not installed.");
        Consumer.RequireModule("yaml");

        // YAML 1.1 takes the key "on" for true.
        string document = _consumer.ReadByYaml(sample)[0].GetRawText().Replace("\"true\": {\"workflow", "\"on\": {\"workflow", StringComparison.Ordinal);
        JsonNode rulesOfFile = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        Spell(rulesOfFile);
        JsonSchema rules = await JsonSchema.FromJsonAsync(rulesOfFile.ToJsonString(), TestContext.Current.CancellationToken);
        rules.Validate(document).Select(fault => $"{fault.Path}: {fault.Kind}").ShouldBeEmpty();
    }

    [Fact]
    public void Systemd_takes_the_drop_in()
    {
        string sample = Read("pipeline.service.d/datajoint.conf");
        sample.ShouldBe(Export("systemd"));
        string program = Consumer.Require("systemd-analyze");
        string unit = _consumer.Write("pipeline.service", Read("pipeline.service").Replace("ExecStart=/usr/bin/env", "ExecStart=/bin/true", StringComparison.Ordinal));
        Directory.CreateDirectory(unit + ".d");
        _consumer.Write("pipeline.service.d/datajoint.conf", sample);
        Verify(program, unit).ShouldNotContain("datajoint.conf");
        _consumer.Write("pipeline.service.d/datajoint.conf", sample + "Enviroment=x\n");
        Verify(program, unit).ShouldContain("datajoint.conf");
    }

    [Fact]
    public void No_sample_holds_a_secret_and_each_has_a_page()
    {
        foreach (string file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            text.ShouldNotContain("example-password");
            text.ShouldNotContain("EXAMPLEACCESS");
        }

        string guide = Path.Combine(RepositoryRoot.Path, "docs", "guide");
        string[] files = [.. Directory.GetFiles(Path.Combine(guide, "platforms"), "*.md"), Path.Combine(guide, "vault.md")];
        string pages = string.Concat(files.Select(File.ReadAllText));
        string[] notForOne = ["README.md", "datajoint.json", "pipeline.service.d"];
        foreach (string name in Directory.GetFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)).Except(notForOne))
        {
            pages.ShouldContain("samples/platforms/" + name);
        }
    }

    /// <summary>The reader of schemas knows no true and false in place of a schema for a pattern.</summary>
    private static void Spell(JsonNode? node)
    {
        if (node is JsonObject group)
        {
            if (group["patternProperties"] is JsonObject patterns)
            {
                foreach ((string name, JsonNode? value) in patterns.Where(member => member.Value is JsonValue).ToList())
                {
                    patterns[name] = value!.GetValue<bool>() ? new JsonObject() : new JsonObject { ["not"] = new JsonObject() };
                }
            }

            group.ToList().ForEach(member => Spell(member.Value));
        }
        else if (node is JsonArray items)
        {
            items.ToList().ForEach(Spell);
        }
    }

    private static string Folder => Path.Combine(RepositoryRoot.Path, "samples", "platforms");

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private string Export(params string[] words) => new Djc(_project).Run(["export", .. words]).Output;

    private static string WithoutLine(string text, string line)
    {
        text.ShouldContain(line);
        return text.Replace(line, "", StringComparison.Ordinal);
    }

    /// <summary>It reports what it does not know on standard error, and ends with 0 all the same.</summary>
    private static string Verify(string program, string unit)
    {
        ProcessStartInfo start = new(program, ["verify", unit]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return error + output.GetAwaiter().GetResult();
    }
}
