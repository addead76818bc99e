using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DataJoint.Cli.Tests;

/// <summary>A reader's shell: a directory of its own, djc on the path, and one session for a whole page.</summary>
internal sealed partial class Shell : IDisposable
{
    private const string ShownHome = "/home/ana";
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("djc-docs-");
    private readonly string _session;
    private readonly List<string> _commits = [];
    private PageServer? _server;
    private PageCloud? _cloud;
    private PageVault? _vault;
    private PageStorage? _storage;

    public Shell()
    {
        string bin = Directory.CreateDirectory(Path.Combine(_home.FullName, ".bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "djc"), Program);
        Directory.CreateDirectory(Path.Combine(_home.FullName, "lab"));
        _session = Path.Combine(_home.FullName, ".session");
        File.WriteAllText(_session, $"cd '{_home.FullName}/lab'\n");
        File.WriteAllText(
            Path.Combine(_home.FullName, ".gitconfig"),
            "[user]\n\tname = Ana\n\temail = ana@lab.example\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n");
    }

    public static string Repository => RepositoryRoot.Path;

    private static string Program =>
        Environment.GetEnvironmentVariable("DJC_EXE") ?? Path.Combine(AppContext.BaseDirectory, "djc");

    public void Dispose()
    {
        _server?.Dispose();
        _vault?.Dispose();
        _storage?.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>Puts a real server in place of the one that the page shows.</summary>
    public void Serve(string order)
    {
        if (order == "AWS")
        {
            _cloud = PageCloud.Start();
            return;
        }

        if (order == "Vault")
        {
            _vault = PageVault.Start();
            return;
        }

        if (order == "IAM")
        {
            _storage = PageStorage.Start(_home.FullName);
            return;
        }

        _server?.Dispose();
        _server = null;
        _server = PageServer.Start(order, _home.FullName);
    }

    /// <summary>Runs a command as the reader would type it; directory and variables last for the page.</summary>
    /// <returns>What it prints on both outputs, with the times and paths of this run replaced.</returns>
    public string Run(string command)
    {
        bool inRepository = command.StartsWith("./djc ", StringComparison.Ordinal);
        string shown = inRepository ? $"(cd '{Repository}' && djc {command["./djc ".Length..]})" : command;
        string line = shown.Replace(ShownHome, _home.FullName, StringComparison.Ordinal);
        line = _server is null ? line : _server.Reach(line);
        line = _storage is null ? line : _storage.Reach(line);
        ProcessStartInfo start = new("bash", ["-c", $"source '{_session}'\nexec 2>&1\n{line}\n{{ declare -px | grep -E ' DJ_'; echo \"cd '$PWD'\"; }} > '{_session}'"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = _home.FullName;
        start.Environment["PATH"] = $"{_home.FullName}/.bin:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = "2026-03-04T05:06:07Z";
        foreach ((string name, string value) in _cloud?.Variables ?? _vault?.Variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is string root)
        {
            start.Environment["DOTNET_ROOT"] = root;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Steady(output);
    }

    private string Steady(string output)
    {
        string served = _server is null ? output : _server.Show(output);
        string stored = _storage is null ? served : _storage.Show(served);
        string shown = (_vault is null ? stored : _vault.Show(stored)).Replace(_home.FullName, ShownHome, StringComparison.Ordinal)
            .Replace(Repository, ShownHome + "/datajoint-dotnet", StringComparison.Ordinal);
        string timeless = PointInTime().Replace(Duration().Replace(shown, "1 ms"), "2026-03-04 05:06:07");
        string committed = ShortId().Replace(CommitId().Replace(timeless, "[$1 1a2b3c4]"), match => ShownId(match.Value));
        return SqliteVersion().Replace(committed, "SQLite 3.53.3");
    }

    /// <summary>The commits of a page keep their ids apart, whatever the files are that they hold.</summary>
    private string ShownId(string id)
    {
        int place = _commits.IndexOf(id);
        if (place < 0)
        {
            place = _commits.Count;
            _commits.Add(id);
        }

        const string Digits = "1a2b3c4d5e6f";
        int turn = place * 2 % Digits.Length;
        return Digits[turn..] + Digits[..turn];
    }

    [GeneratedRegex(@"\b\d+(\.\d+)? ms\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b")]
    private static partial Regex PointInTime();

    /// <summary>A native program may have the one of the system.</summary>
    [GeneratedRegex(@"\bSQLite 3\.\d+\.\d+\b")]
    private static partial Regex SqliteVersion();

    [GeneratedRegex(@"\[(\S+(?: \(root-commit\))?) [0-9a-f]{7,}\]")]
    private static partial Regex CommitId();

    /// <summary>As djc shortens the id of a commit.</summary>
    [GeneratedRegex(@"(?<=\b(?:commit|becomes) |^refs/\S+: )[0-9a-f]{12}\b", RegexOptions.Multiline)]
    private static partial Regex ShortId();
}
