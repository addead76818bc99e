using System.Text.RegularExpressions;

namespace DataJoint.Conformance.Tests;

public sealed class CaseFileTests
{
    [Fact]
    public void Every_case_file_is_well_written_and_every_name_is_unique() =>
        CaseFile.ReadAll(Checkout.CaseFiles).Where(entry => entry.Problem is not null).Select(entry => entry.Problem).ShouldBeEmpty();

    [Fact]
    public void No_case_names_a_diagnostic_id() =>
        Checkout.CaseFiles.Where(file => Regex.IsMatch(File.ReadAllText(file), "DJ[0-9]{4}")).ShouldBeEmpty();

    [Theory]
    [InlineData("{}", "array of cases")]
    [InlineData("[", "cases.json")]
    [InlineData("[{\"name\": \"a\", \"name\": \"b\"}]", "name")]
    [InlineData("[7]", "case must be an object")]
    [InlineData("[{\"why\": \"w\", \"expect\": {\"exit\": 0}}]", "without a name")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\\nx\", \"expect\": {\"exit\": 0}}]", "one line")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {}}]", "tests nothing")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\"}]", "tests nothing")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expects\": {}}]", "unknown key(s) expects")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"commit\": [\"a\"], \"expect\": {\"exit\": 0}}]", "needs git")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"files\": {\"../a\": \"\"}, \"expect\": {\"exit\": 0}}]", "inside the case")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"files\": {\"a\": {\"base64\": \"!\"}}, \"expect\": {\"exit\": 0}}]", "not base64")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"files\": {\"a\": {\"repeat\": \"x\"}}, \"expect\": {\"exit\": 0}}]", "repeat, times")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"modes\": {\"a\": \"888\"}, \"expect\": {\"exit\": 0}}]", "octal")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"env\": {\"A\": 1}, \"expect\": {\"exit\": 0}}]", "must be text")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"exit\": \"zero\"}}]", "exit must be")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"stdoutMatch\": \"(\"}}]", "regular expression")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"values\": {\"a\": {\"$like\": 1}}}}]", "matcher")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"json\": {\"a\": 1}}}]", "JSON pointer")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"absent\": [\"\"]}}]", "empty")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"diagnostics\": [{\"sevrity\": \"error\"}]}}]", "unknown key(s) sevrity")]
    [InlineData("[{\"name\": \"n\", \"why\": \"w\", \"expect\": {\"exit\": 0}, \"then\": [{\"files\": {}}]}]", "then[1]")]
    public void Slip_of_the_pen_is_told(string text, string problem) =>
        CaseFile.Read("cases.json", text).ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public void Later_steps_take_environment_and_directory_from_the_case_but_not_its_arguments()
    {
        IReadOnlyList<CaseStep> steps = CaseFile.Read(
            "cases.json",
            """
            [{ "name": "n", "why": "w", "env": { "A": "1" }, "cwd": "sub", "args": ["check"], "expect": { "exit": 0 },
               "then": [{ "expect": { "exit": 0 } }, { "env": {}, "cwd": ".", "expect": { "exit": 0 } }] }]
            """).Single().Case.ShouldNotBeNull().Steps;

        steps[1].Environment.ShouldBe(steps[0].Environment);
        steps[1].Directory.ShouldBe("sub");
        steps[1].Arguments.ShouldBe(["config", "show", "--format", "json", "--reveal"]);
        steps[2].Environment.ShouldBeEmpty();
        steps[2].Directory.ShouldBe(".");
    }
}
