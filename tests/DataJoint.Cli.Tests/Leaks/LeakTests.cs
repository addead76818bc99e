using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Tests;

/// <summary>No output of any command shows a secret of any layer: in text and JSON, in success and failure, with everything that --verbose says.</summary>
public sealed class LeakTests
{
    /// <summary>The words of every command; a command that is missing here fails the test.</summary>
    private static readonly Dictionary<string, string[][]> Words = new()
    {
        ["djc init"] = [[], ["--full"]],
        ["djc check"] = [["--offline"], ["--fix", "--offline"]],
        ["djc config show"] = [[], ["--set-only"], ["stores"]],
        ["djc config get"] = [["database.password"], ["stores.main.secret_key"], ["custom.api_key"], ["stores.lab.login.password"], ["database.host"], ["database.pasword"]],
        ["djc config explain"] = [["database.password"], ["stores.main.secret_key"], ["stores.az.connection_string"], ["stores.gs.token"], ["stores.lab.api_token"],
            ["custom.api_key"]],
        ["djc config path"] = [[]],
        ["djc config schema"] = [[], ["--secrets"]],
        ["djc config set"] = [["$schema", "./x.json"], ["database.password", "CANARY-argument"], ["stores.main.secret_key", "CANARY-argument"], ["database.port", "3307"]],
        ["djc config unset"] = [["database.password"], ["stores.main.secret_key"]],
        ["djc secrets set"] = [["database.password"], ["stores.main.secret_key"], ["database.pasword"], ["database.password", "CANARY-argument"]],
        ["djc secrets list"] = [[], ["--missing"]],
        ["djc secrets rotate"] = [["database.password", "--dry-run"], ["database.password", "--yes"], ["database.password", "--yes", "--format", "json"], ["stores.main"], ["stores.lab", "--dry-run"], ["stores.lab", "--new-pair-stdin", "--yes", "--format", "json"]],
        ["djc secrets rm"] = [["database.password"], ["stores.main.secret_key"]],
        ["djc store ls"] = [[], ["local:"], ["az:"], ["gs:"], ["lab:x", "--recursive"], ["nowhere:x"]],
        ["djc store stat"] = [["local:a"], ["lab:a", "--checksum"]],
        ["djc store cat"] = [["local:a"], ["lab:a"]],
        ["djc store get"] = [["local:a"], ["lab:a", "x"]],
        ["djc store put"] = [["value", "local:a"], ["-", "local:a"], ["value", "lab:a"]],
        ["djc store cp"] = [["local:a", "lab:a"], ["local:a", "local:b"]],
        ["djc store rm"] = [["local:a"], ["local:", "-r", "--yes", "--managed"], ["lab:a", "--yes"]],
        ["djc store sync"] = [["local:a", "local:b"], ["local:", "lab:"]],
        ["djc store du"] = [["local:"], ["lab:"]],
        ["djc conn"] = [[], ["--as", "url"], ["--as", "mysql"], ["--as", "mariadb"], ["--as", "psql"], ["--as", "sqlite3"]],
        ["djc sql"] = [["SELECT 1"], ["SELECT 'CANARY-literal' FROM nowhere WHERE x = 'CANARY"], ["SET PASSWORD = 'CANARY-argument'"], []],
        ["djc run"] = [["--", "tool", "CANARY-argument"], ["--only", "database,stores.main", "--files", "--mask", "--", "tool"], ["--env-file", "value", "--", "tool"], ["--files", "--", "python"]],
        ["djc export"] =
        [
            ["dotenv"], ["shell"], ["fish"], ["powershell"], ["docker"], ["compose"], ["k8s"], ["github"], ["gitlab"], ["systemd"], ["json"], ["json", "--no-secrets"],
            ["dotenv", "--keep-references"], ["github", "--apply"],
        ],
        ["djc import"] = [["dotenv", "value", "--dry-run"], ["shell", "value"], ["dotenv", "missing"]],
        ["djc scan"] =
        [
            [], ["--verify", "--no-ignore"], ["--verify", "--format", "json", "--verify-host", "db.example.com"], ["--no-ignore"], ["--stdin"], ["--format", "json", "--no-ignore"],
            ["--update-baseline"], ["--staged"], ["--history"], ["value"], ["--rules", "value"], ["--submodules"],
        ],
        ["djc purge"] = [["value"], ["value", "--yes"], ["--known"], ["--known", "--format", "json"], ["--findings", "value"], ["--known", "--verify-remote", "nowhere"], []],
        ["djc guard install"] = [[]],
        ["djc guard status"] = [[]],
        ["djc guard uninstall"] = [[]],
        ["djc incident"] = [[], ["--dry-run"], ["--format", "json"], ["--yes", "--skip", "refused=done"], ["--yes", "--skip", "rotate=done", "--skip", "refused=done", "--report", "x.html"]],
        ["djc trust"] = [[], ["--list"], ["--yes"], ["db.example.com:3306"]],
        ["djc untrust"] = [[]],
        ["djc completion"] = [["bash"]],
        ["djc __complete"] = [["--", "config", "get", "="], ["--", "config", "set", "database.password", "="], ["--", "secrets", "rm", "="], ["--", "store", "ls", "=local:"],
            ["--", "store", "ls", "=lab:"], ["--", "trust", "="], ["--", "--set", "=database.password=CANARY"]],
        ["djc __watch"] = [["--", "CANARY"]],
        ["djc migrate"] = [[], ["--yes"]],
    };

    private static readonly string[][] Globals =
    [
        [],
        ["--format", "json"],
        ["--verbose", "--env", "dev", "--set", "database.password=CANARY-set", "--set", "stores.main.secret_key=CANARY-set"],
        ["--verbose", "--format", "json", "--strict"],
        ["--verbose", "--set", "database.pasword=CANARY-set"],
    ];

    /// <summary>The first world with all sets of global options, the others with two of them.</summary>
    public static TheoryData<int, int> Worlds => new(
        from world in Enumerable.Range(0, LeakWorld.All.Count)
        from globals in Enumerable.Range(0, Globals.Length)
        where world == 0 || globals is 1 or 2
        select (world, globals));

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Nothing_shows_a_secret(int index, int globals)
    {
        LeakWorld world = LeakWorld.All[index];
        foreach (string command in Leaves([CommandTree.Create()]))
        {
            foreach (string[] words in Words[command])
            {
                CheckOne(world, [.. command.Split(' ').Skip(1), .. Globals[globals], .. words]);
            }
        }
    }

    [Fact]
    public void A_database_and_stores_that_cannot_be_reached_show_none_either()
    {
        LeakWorld unreachable = LeakWorld.All[^1];
        CheckOne(unreachable, ["check"]);
        CheckOne(unreachable, ["check", "--format", "json", "--verbose"]);
        CheckOne(unreachable, ["check", "--format", "github"]);
    }

    [Fact]
    public void Reveal_is_what_shows_them()
    {
        (TemporaryProject project, Dictionary<string, string> variables) = LeakWorld.All[0].Create();
        using (project)
        {
            DjcResult result = new Djc(project) { Variables = variables }.Run("config", "show", "--reveal");
            result.Output.ShouldContain("CANARY-variable");
            result.Error.ShouldNotContain(LeakWorld.Canary);
        }
    }

    private static IEnumerable<string> Leaves(IReadOnlyList<Command> path) =>
        path[^1].IsGroup ? path[^1].Commands.SelectMany(inner => Leaves([.. path, inner])) : [CommandLineParser.NameOf(path)];

    private static void CheckOne(LeakWorld world, string[] words)
    {
        (TemporaryProject project, Dictionary<string, string> variables) = world.Create();
        using (project)
        {
            Djc djc = new(project) { Variables = variables, Input = "CANARY-typed\n", HasMountedSecrets = true };
            DjcResult result = djc.Run(words);
            string told = $"{world}: djc {string.Join(' ', words)}\n{result.All}";
            result.ExitCode.ShouldBeOneOf([0, 1, 2, 3, 4, 42]);
            result.All.Contains(LeakWorld.Canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(told);
            result.All.ShouldNotContain(LeakWorld.Number, Case.Sensitive, told);
            result.Error.ShouldNotContain("unexpected", Case.Sensitive, told);
            (djc.Child?.Arguments.Skip(1) ?? []).ShouldAllBe(a => !a.Contains(LeakWorld.Canary, StringComparison.Ordinal));
        }
    }
}
