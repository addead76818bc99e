using System.Text.RegularExpressions;

namespace DataJoint.Cli.Tests;

/// <summary>Names that somebody else chose, in what djc offers for pasting and in what it prints.</summary>
public sealed partial class HostileTextTests : IDisposable
{
    private const string Trap = "$(touch PWN); touch PWN #`touch PWN`'";

    private readonly CheckProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void No_name_of_the_project_stands_outside_quotes_in_a_command()
    {
        _project.WithRepository().With("datajoint.json", $$"""
            { "database": { "backend": "sqlite", "name": "no {{Trap}}/lab.db" },
              "custom": { "token {{Trap}}": "fake" },
              "stores": { "default": "mainx {{Trap}}", "main {{Trap}}": { "protocol": "file" }, "s3 {{Trap}}": { "protocol": "s3", "secret_key": "fake" } } }
            """).Commit("datajoint.json");

        string[] commands = Commands(_project.Check());

        commands.ShouldContain(c => c.Contains("mkdir", StringComparison.Ordinal));
        commands.ShouldContain(c => c.Contains("djc secrets set", StringComparison.Ordinal));
        commands.ShouldContain(c => c.Contains("config set 'stores.main", StringComparison.Ordinal));
        commands.ShouldContain(c => c.Contains("config set stores.default", StringComparison.Ordinal));
        commands.ShouldAllBe(c => !Variable().Replace(Quoted().Replace(c, ""), "").Contains("PWN", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_cannot_be_shown_as_it_is_stands_in_no_command()
    {
        _project.WithRepository().With("datajoint.json", """
            { "custom": { "token\u202ePWN": "fake" }, "stores": { "s\u202ePWN": { "protocol": "s3", "secret_key": "fake" } } }
            """).Commit("datajoint.json");

        CheckDocument document = _project.Check();

        document.Diagnostics("DJ6003").Count.ShouldBe(2);
        Commands(document).ShouldNotContain(c => c.Contains("PWN", StringComparison.Ordinal));
    }

    private static string[] Commands(CheckDocument document) =>
    [
        .. document.Root.GetProperty("checks").EnumerateArray().Concat(document.Root.GetProperty("diagnostics").EnumerateArray())
            .Select(found => found.GetProperty("hint").GetString() ?? "").Where(hint => hint.StartsWith("Run:", StringComparison.Ordinal)),
    ];

    [GeneratedRegex(@"'[^']*'|\\'")]
    private static partial Regex Quoted();

    /// <summary>A variable's name is made of letters, digits and underscores, whatever the store is called.</summary>
    [GeneratedRegex("DJ_[A-Z0-9_]+")]
    private static partial Regex Variable();
}
