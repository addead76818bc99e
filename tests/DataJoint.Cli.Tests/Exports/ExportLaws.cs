using System.Text.Json;
using CsCheck;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Exports;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Tests;

/// <summary>Whatever a value holds, the program that an export is for takes it for that value, or the export refuses it by the setting's name.</summary>
public sealed class ExportLaws
{
    private const int Values = 120;

    private static readonly string[] Pieces =
    [
        "'", "\"", "\\", "$", "${{", "}}", "${X}", "${X:-y}", "$(id)", "`id`", "$$", "\n", "\r", "\t", " ", "#", " #", "=", "%", "%h", "-", "--x", "é",
        "😀", "\u0085", "\u00A0",
        "\u2028", "\uFEFF", "a", "Z9", "!", "&", ";", "|", "*", "~", "\u0001", "\u007F", "\u2018", "\u2019", "{", "}", ":", ": ", ",", "\\n",
        "\\\"", "<", "@", "yes", "0x1", "null",
    ];

    private static readonly Gen<string[]> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 7].Select(string.Concat).Array[Values];

    [Theory]
    [InlineData("sh")]
    [InlineData("bash")]
    [InlineData("zsh")]
    public void Shells_read_any_value(string shell) => CheckShell("shell", Consumer.Require(shell));

    [Fact]
    public void Fish_reads_any_value() => CheckShell("fish", Consumer.Require("fish"));

    [Fact]
    public void PowerShell_reads_any_value() => CheckShell("powershell", Consumer.Require("pwsh"), rounds: 1);

    [Fact]
    public void Python_dotenv_reads_what_can_be_written()
    {
        Consumer.RequireModule("dotenv");
        Check("dotenv", (consumer, text) => consumer.ReadByPythonDotenv(text), expressible: Values / 3);
    }

    [Fact]
    public void Compose_reads_the_same_env_file()
    {
        Consumer.RequireCompose();
        Check("dotenv", (consumer, text) => consumer.ReadByComposeAsFile(text, isRaw: false), expressible: Values / 3);
    }

    [Fact]
    public void Docker_reads_every_line()
    {
        Consumer.RequireCompose();
        Check("docker", (consumer, text) => consumer.ReadByComposeAsFile(text, isRaw: true), expressible: Values / 3);
    }

    [Fact]
    public void Compose_reads_any_value()
    {
        Consumer.RequireCompose();
        Check("compose", (consumer, text) => consumer.ReadByCompose(text).Variables, expressible: Values);
    }

    [Fact]
    public void A_JSON_reader_reads_any_value() => Check("json", (_, text) => Consumer.ReadJson(text), expressible: Values);

    [Fact]
    public void Kubernetes_gets_any_value()
    {
        Consumer.RequireModule("yaml");
        Check("k8s", (consumer, text) => KubernetesVariables(consumer.ReadByYaml(text)[0]), expressible: Values);
    }

    [Fact]
    public void GitHub_gets_any_value()
    {
        Consumer.RequireModule("yaml");
        Check("github", (consumer, text) => GitHubVariables(consumer.ReadByYaml(text)[0]), expressible: Values);
    }

    [Fact]
    public void GitLab_gets_any_value()
    {
        Consumer.RequireModule("yaml");
        Check("gitlab", (consumer, text) => GitLabVariables(consumer.ReadByYaml(text)[0]), expressible: Values);
    }

    [Fact]
    public void Systemd_gets_what_an_environment_may_hold()
    {
        Consumer.Require("python3");
        Check("systemd", SystemdVariables, expressible: Values / 3);
    }

    /// <summary>The environment of the container: Kubernetes replaces $(NAME), and takes two dollars for one.</summary>
    internal static Dictionary<string, string> KubernetesVariables(JsonElement deployment) =>
        deployment.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers")[0].GetProperty("env").EnumerateArray()
            .ToDictionary(v => v.GetProperty("name").GetString()!, v => Halve(v.GetProperty("value").GetString()!));

    /// <summary>The variables of a workflow, with the one expression evaluated that stands for the beginning of one.</summary>
    internal static Dictionary<string, string> GitHubVariables(JsonElement workflow)
    {
        const string Escaped = "${{ '${{' }}";
        Dictionary<string, string> variables = [];
        foreach (JsonProperty variable in workflow.GetProperty("env").EnumerateObject())
        {
            string text = variable.Value.GetString()!;
            text.Replace(Escaped, "", StringComparison.Ordinal).ShouldNotContain("${{ '");
            variables[variable.Name] = text.Replace(Escaped, "${{", StringComparison.Ordinal);
        }

        return variables;
    }

    /// <summary>The variables of a pipeline. GitLab expands dollars, unless it is told not to.</summary>
    internal static Dictionary<string, string> GitLabVariables(JsonElement pipeline)
    {
        Dictionary<string, string> variables = [];
        foreach (JsonProperty variable in pipeline.GetProperty("variables").EnumerateObject())
        {
            bool isRaw = variable.Value.ValueKind == JsonValueKind.Object;
            string text = (isRaw ? variable.Value.GetProperty("value") : variable.Value).GetString()!;
            (isRaw ? !variable.Value.GetProperty("expand").GetBoolean() : !text.Contains('$', StringComparison.Ordinal)).ShouldBeTrue();
            variables[variable.Name] = text;
        }

        return variables;
    }

    /// <summary>The environment of a unit: systemd unquotes, unescapes, and takes two percent signs for one.</summary>
    internal static Dictionary<string, string> SystemdVariables(Consumer consumer, string unit)
    {
        const string Key = "Environment=";
        string[] lines = [.. unit.Split('\n').Where(line => line.StartsWith(Key, StringComparison.Ordinal)).Select(line => line[Key.Length..])];

        // Those two escapes are all that systemd has and a shell has not.
        string[] words = consumer.ReadWords([.. lines.Select(line => line.Replace("\\\\", "\uE000", StringComparison.Ordinal).Replace("\\n", "\uE001", StringComparison.Ordinal)
            .Replace("\\t", "\uE002", StringComparison.Ordinal).Replace("\uE000", "\\\\", StringComparison.Ordinal))]);
        return words.Select(word => word.Replace('\uE001', '\n').Replace('\uE002', '\t').Replace("%%", "%", StringComparison.Ordinal))
            .ToDictionary(word => word[..word.IndexOf('=', StringComparison.Ordinal)], word => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    private static string Halve(string text) => text.Replace("$$", "$", StringComparison.Ordinal);

    private static void CheckShell(string name, string program, int rounds = 3) =>
        Check(name, (consumer, text) => consumer.ReadByShell(program, text), expressible: Values, rounds);

    private static void Check(string name, Func<Consumer, string, Dictionary<string, string>> read, int expressible, int rounds = 3)
    {
        IExportFormat format = ExportFormats.All.First(f => f.Name == name);
        Texts.Sample(
            texts =>
            {
                SettingVariable[] written = [.. texts.Select((text, i) => new SettingVariable($"DJ_T{i}", text, $"custom.t{i}")).Where(v => CanWrite(format, v))];
                written.Length.ShouldBeGreaterThanOrEqualTo(expressible);
                using Consumer consumer = new();
                Dictionary<string, string> found = read(consumer, format.Write(new ExportRequest(written)));
                foreach (SettingVariable variable in written)
                {
                    found[variable.Name].ShouldBe(variable.Text, variable.Name);
                }
            },
            iter: rounds, threads: 1);
    }

    /// <summary>Whether a format can express a value; a refusal names the setting and not the value.</summary>
    private static bool CanWrite(IExportFormat format, SettingVariable variable)
    {
        try
        {
            format.Write(new ExportRequest([variable]));
            return true;
        }
        catch (CommandException refused)
        {
            refused.Message.ShouldStartWith($"{variable.Key} ({variable.Name}) cannot be exported: ");
            return false;
        }
    }
}
