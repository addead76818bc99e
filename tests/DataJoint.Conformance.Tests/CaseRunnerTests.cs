namespace DataJoint.Conformance.Tests;

/// <summary>The runner itself, with a shell script in the place of djc: its arguments are the case's.</summary>
public sealed class CaseRunnerTests
{
    [Fact]
    public async Task Environment_holds_what_the_case_gives_and_little_else() => await Yields(
        "env | sed 's/=.*//' | sort",
        """
        "env": { "DJ_HOST": "a", "EMPTY": "" },
        "expect": { "stdoutMatch": ["^DJ_HOST$", "^EMPTY$", "^HOME$", "\\A((DJ_HOST|DOTNET_ROOT|EMPTY|HOME|OLDPWD|PATH|PWD|SHLVL|TMPDIR|_)\n)+\\Z"] }
        """);

    [Fact]
    public async Task Root_and_program_are_filled_in() => await Yields(
        """ if [ "$1" = again ]; then echo "again $2"; else pwd -P; "$@"; fi """,
        """
        "files": { "sub/": "" }, "cwd": "sub", "args": ["{exe}", "again", "{root}/x"],
        "expect": { "exit": 0, "stdout": "{root}/sub\nagain {root}/x\n", "stdoutMatch": "^again {root}/x$" }
        """);

    [Fact]
    public async Task Standard_input_is_fed_or_empty() => await Yields(
        "cat",
        """
        "stdin": "one {root}\n", "expect": { "stdout": "one {root}\n" },
        "then": [{ "expect": { "stdout": "" } }, { "stdin": { "base64": "/w==" }, "expect": { "stdout": "\ufffd" } }]
        """);

    [Fact]
    public async Task Program_that_does_not_read_its_input_is_no_failure() => await Yields(
        "exit 3", """ "stdin": { "repeat": "x", "times": 1000000 }, "expect": { "exit": 3 } """);

    [Fact]
    public async Task Files_links_and_modes_are_set_up() => await Yields(
        "ls -ld .secrets .secrets/a .secrets/deep .secrets/deep/b open | cut -c 1-10; readlink link; wc -c < big; cat link",
        """
        "files": { ".secrets/a": "1", ".secrets/deep/b": "2", "open": "3", "big": { "repeat": "ab", "times": 50 } },
        "links": { "link": "{root}/open" }, "modes": { ".secrets/a": "0640" },
        "expect": {
          "stdoutMatch": "\\Adrwx------\n-rw-r-----\ndrwx------\n-rw-------\n-rw-r--r--\n{root}/open\n *100\n3\\Z",
          "modesAfter": { ".secrets/a": "0640", ".secrets/*": "0640", "open": "644", "link": "0644" },
          "listAfter": { ".": [".secrets", "big", "link", "open"] } }
        """,
        "modesAfter[.secrets/deep]: expected 0640, got 0700");

    [Fact]
    public async Task Repository_is_made_and_committed_even_what_is_ignored() => await Yields(
        "git ls-files; git log --format=%an%s",
        """
        "git": true, "files": { ".gitignore": "x\n", "x": "1", "y": "2" }, "commit": ["x"],
        "expect": { "exit": 0, "stdout": "x\ncasecase\n" }
        """);

    [Fact]
    public async Task Files_afterwards_are_compared_to_the_byte() => await Yields(
        """ printf 'a\r\n' > a; ln -s nowhere gone; printf 'x' >> b """,
        """
        "files": { "b": "y" },
        "expect": { "filesAfter": { "a": "a\r\n", "b": { "match": ["^yx$"] }, "c": null, "gone": null } },
        "then": [{ "expect": { "filesAfter": { "a": "a\n", "b": { "match": "z" }, "d": "x" } } }]
        """,
        "step 1: filesAfter[gone]: expected to be absent",
        "step 2: filesAfter[a]: expected \"a\\n\", got \"a\\r\\n\"",
        "step 2: filesAfter[b]: no match",
        "step 2: filesAfter[d]");

    [Fact]
    public async Task Text_that_must_be_absent_is_looked_for_in_both_streams() => await Yields(
        "echo CANARY-1; echo CANARY-2 >&2",
        """ "expect": { "absent": ["CANARY-"] } """,
        "absent: \"CANARY-\" is in stdout",
        "absent: \"CANARY-\" is in stderr");

    [Theory]
    [InlineData("exit 4", "\"exit\": \"nonzero\"")]
    [InlineData("exit 2", "\"exit\": [1, 2]")]
    [InlineData("exit 4", "\"stdout\": \"\"")]
    public async Task Exit_code_is_as_expected(string script, string expect) => await Yields(script, $"\"expect\": {{ {expect} }}");

    [Theory]
    [InlineData("exit 5", "\"exit\": \"nonzero\"", "exit: expected 1, 2, 3 or 4, got 5")]
    [InlineData("exit 0", "\"exit\": \"nonzero\"", "exit: expected 1, 2, 3 or 4, got 0")]
    [InlineData("exit 3", "\"exit\": [1, 2]", "exit: expected one of [1, 2], got 3")]
    [InlineData("exit 134", "\"stdout\": \"\"", "exit: 134 is none of the documented codes 0 to 4")]
    public async Task Exit_code_is_not_as_expected(string script, string expect, string difference) =>
        await Yields(script, $"\"expect\": {{ {expect} }}", difference);

    [Fact]
    public async Task After_run_any_exit_code_will_do() => await Yields(
        "exit 77", """ "args": ["run", "--", "x"], "expect": { "stdout": "" } """);

    [Fact]
    public async Task Program_that_does_not_end_is_killed()
    {
        IReadOnlyList<string> differences = await Run("sleep 600", """ "expect": { "exit": 0 } """, TimeSpan.FromMilliseconds(300));

        differences.ShouldHaveSingleItem().ShouldStartWith("did not end within");
    }

    [Fact]
    public async Task Document_is_compared() => await Yields(
        """
        cat <<'END'
        { "settings": { "a": { "value": 1, "source": "project", "origin": "f:1:2" }, "n": { "value": null } },
          "diagnostics": [{ "id": "X1", "severity": "Warning", "message": "Unknown\nKey", "origin": "f:3:4" },
            { "id": "X2", "severity": "information", "message": "m" }],
          "checks": [{ "id": "c", "name": "Load", "status": "fail", "message": "broken" }] }
        END
        """,
        """
        "expect": { "values": { "a": 1 }, "sources": { "a": "project" }, "origins": { "a": { "$match": "^f:" }, "n": null },
          "nulls": ["n"], "unset": ["n", "missing"], "noDiagnostics": true,
          "diagnostics": [{ "severity": "warning", "match": "x1 unknown.key", "mentions": ["f:3:4"], "origin": "f:3:4" }, { "severity": "info" }],
          "checks": [{ "status": ["warn", "fail"], "match": "load" }],
          "findings": [{ "match": "BROKEN", "fail": true }, { "match": "key f:3:4" }],
          "json": { "/checks/0/id": "c", "/none": { "$absent": true } } }
        """);

    [Fact]
    public async Task Every_difference_in_a_document_is_told() => await Yields(
        """ echo '{"settings":{"a":{"value":1}},"diagnostics":[{"severity":"warning","message":"m"}],"checks":[]}' """,
        """
        "expect": { "values": { "a": "1", "b": 1 }, "nulls": ["a", "b"], "unset": ["a"],
          "diagnostics": [{ "severity": "error" }], "noDiagnostics": "warning+",
          "checks": [{ "status": "pass" }], "findings": [{ "match": "m", "fail": true }], "json": { "/a": null } }
        """,
        "values[a]: expected \"1\", got 1",
        "values[b]: expected 1, but settings has no b",
        "nulls[a]: expected null, got 1",
        "nulls[b]: expected the key",
        "unset[a]: expected no value, got 1",
        "diagnostics: none is",
        "noDiagnostics: got warning m",
        "checks: none is",
        "findings: none is",
        "json[/a]: expected null, got nothing");

    [Fact]
    public async Task Output_that_is_no_document_is_told_with_the_error_output() => await Yields(
        "echo oops >&2; exit 1", """ "expect": { "nulls": ["a"] } """, "stdout is not a JSON object", "(stderr: \"oops\")");

    [Fact]
    public void Command_line_is_split_like_a_shell_does() =>
        ProgramSearch.Split(""" dotnet "a b/djc.dll"  'x "y' "" z """).ShouldBe(["dotnet", "a b/djc.dll", "x \"y", "", "z"]);

    // No difference at all, or exactly these, in order, each told by how it begins.
    private static async Task Yields(string script, string members, params string[] differences)
    {
        IReadOnlyList<string> actual = await Run(script, members, TimeSpan.FromMinutes(2));

        actual.Count.ShouldBe(differences.Length, string.Join(Environment.NewLine, actual));
        foreach ((string expected, string difference) in differences.Zip(actual))
        {
            difference.ShouldStartWith(expected);
        }
    }

    private static async Task<IReadOnlyList<string>> Run(string script, string members, TimeSpan limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        string arguments = members.Contains("\"args\"", StringComparison.Ordinal) ? "" : "\"args\": [],";
        CaseEntry entry = CaseFile.Read("test.json", $$"""[{ "name": "n", "why": "w", {{arguments}} {{members}} }]""").Single();
        ConformanceCase conformanceCase = entry.Case ?? throw new InvalidCaseException(entry.Problem!);
        return await new CaseRunner(new ProgramUnderTest(["/bin/sh", "-c", script, "djc"]), limit).RunAsync(conformanceCase);
    }
}
