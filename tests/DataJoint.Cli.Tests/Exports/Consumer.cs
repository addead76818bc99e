using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>The programs that exports are for, in a folder of their own: what they take a text for.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("djc-export-");

    /// <summary>The folder of Debian sid with the servers of the tests, which has programs that the stable release has not.</summary>
    public static string Sid { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("DATAJOINT_TEST_SERVERS") is { Length: > 0 } named ? named : Path.Combine(RepositoryRoot.Path, "artifacts", "servers"), "sid", "usr");

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The variables that a shell exports after it has read a text.</summary>
    public Dictionary<string, string> ReadByShell(string shell, string text)
    {
        string file = Write("export.txt", text);
        string[] words = Path.GetFileName(shell) switch
        {
            "fish" => ["--no-config", "-c", $"source {file}; exec env -0"],
            "zsh" => ["-f", "-c", $". {file}; exec env -0"],
            "pwsh" => ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", $"Get-Content -Encoding ascii {file} | Invoke-Expression; & /usr/bin/env -0"],
            _ => ["-c", $". {file}; exec env -0"],
        };
        return Run(shell, words).Split('\0').Where(v => v.StartsWith("DJ_", StringComparison.Ordinal))
            .ToDictionary(v => v[..v.IndexOf('=', StringComparison.Ordinal)], v => v[(v.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    public Dictionary<string, string> ReadByPythonDotenv(string text)
    {
        string file = Write("export.env", text);
        return ReadJson(Run("python3", "-c", $"import dotenv, json; print(json.dumps(dotenv.dotenv_values('{file}')))"));
    }

    /// <summary>What Compose makes of a file of variables; raw is what docker run makes of it.</summary>
    public Dictionary<string, string> ReadByComposeAsFile(string text, bool isRaw)
    {
        Write("export.env", text);
        string file = Write("compose.yaml", $"services:\n  app:\n    image: x\n    env_file:\n      - path: export.env\n{(isRaw ? "        format: raw\n" : "")}");
        return ReadCompose(file).GetProperty("services").GetProperty("app").GetProperty("environment").EnumerateObject()
            .ToDictionary(v => v.Name, v => Unescape(v.Value.GetString()!));
    }

    /// <summary>The variables of the service, and of each secret the variable that gives it.</summary>
    public (Dictionary<string, string> Variables, Dictionary<string, string> Secrets) ReadByCompose(string text)
    {
        string file = Write("compose.yaml", text.Replace("  app:\n", "  app:\n    image: x\n", StringComparison.Ordinal));
        JsonElement read = ReadCompose(file);
        JsonElement app = read.GetProperty("services").GetProperty("app");
        Dictionary<string, string> secrets = read.TryGetProperty("secrets", out JsonElement named)
            ? named.EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetProperty("environment").GetString()!) : [];
        return (app.GetProperty("environment").EnumerateObject().ToDictionary(v => v.Name, v => Unescape(v.Value.GetString()!)), secrets);
    }

    /// <summary>A YAML document as JSON, by the safe loader of PyYAML.</summary>
    public JsonElement[] ReadByYaml(string text)
    {
        string file = Write("export.yaml", text);
        string read = Run("python3", "-c", $"import json, yaml; print(json.dumps(list(yaml.safe_load_all(open('{file}', 'rb')))))");
        return [.. JsonDocument.Parse(read).RootElement.EnumerateArray()];
    }

    /// <summary>Words in double quotes as systemd takes them apart, which for what is written there is as POSIX shells do.</summary>
    public string[] ReadWords(string[] lines)
    {
        string file = Write("words.txt", string.Join('\n', lines) + "\n");
        string all = $"open('{file}', newline='\\n', encoding='utf8').read().split('\\n')[:-1]";
        string program = $"import json, shlex; lines = {all}; print(json.dumps([shlex.split(l)[0] for l in lines]))";
        string read = Run("python3", "-c", program);
        return [.. JsonDocument.Parse(read).RootElement.EnumerateArray().Select(word => word.GetString()!)];
    }

    public static Dictionary<string, string> ReadJson(string text) =>
        JsonDocument.Parse(text).RootElement.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString()!);

    /// <summary>Skips the test where a program is not installed.</summary>
    public static string Require(string program)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? found = folders.Append("/bin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{program} is not installed.");
        return found!;
    }

    public static string RequireCompose()
    {
        string[] places =
        [
            Path.Combine(Sid, "libexec/docker/cli-plugins/docker-compose"), "/usr/libexec/docker/cli-plugins/docker-compose",
            "/usr/lib/docker/cli-plugins/docker-compose",
        ];
        string? found = places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "Docker Compose is not installed.");
        return found!;
    }

    /// <summary>Skips the test where Python has no such module.</summary>
    public static void RequireModule(string module)
    {
        Require("python3");
        using Process process = Process.Start(Prepare("python3", ["-c", $"import {module}"]))!;
        _ = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipUnless(process.ExitCode == 0, $"Python has no module {module}.");
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private JsonElement ReadCompose(string file) =>
        JsonDocument.Parse(Run(RequireCompose(), "--file", file, "config", "--format", "json")).RootElement;

    /// <summary>What it prints is a Compose file again, in which a dollar stands twice.</summary>
    private static string Unescape(string text) => text.Replace("$$", "$", StringComparison.Ordinal);

    public static string Run(string program, params string[] words)
    {
        using Process process = Process.Start(Prepare(program, words))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.GetAwaiter().GetResult());
        return output;
    }

    private static ProcessStartInfo Prepare(string program, string[] words)
    {
        ProcessStartInfo start = new(program, words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["PYTHONPATH"] = Path.Combine(Sid, "lib/python3/dist-packages");
        return start;
    }
}
