namespace DataJoint.Cli.Tests;

/// <summary>The hidden prompt of <c>djc secrets set</c>.</summary>
public sealed class SecretPromptTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", "{}");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void It_asks_twice()
    {
        DjcResult result = Set("example-one", "example-one");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBe("database.password (hidden): \nonce more, to be sure: \n");
        Stored.ShouldBe("example-one\n");
    }

    [Fact]
    public void Two_that_differ_are_asked_for_again()
    {
        DjcResult result = Set("example-one", "example-two", "example-three", "example-three");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldContain("the two differ; try again\n");
        Stored.ShouldBe("example-three\n");
        result.All.ShouldNotContain("example");
    }

    [Fact]
    public void After_three_times_it_gives_up()
    {
        DjcResult result = Set("a", "b", "c", "d", "e", "f");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("nothing was stored");
        File.Exists(Path.Combine(_project.Root, ".secrets", "database.password")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_is_no_value(string typed) => Set(typed).ShouldSatisfyAllConditions(
        r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("no value was given for database.password"));

    [Fact]
    public void The_end_of_the_input_stores_nothing() => Set("example-one").ShouldSatisfyAllConditions(
        r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("no value was given"));

    [Fact]
    public void What_a_terminal_would_cut_is_refused() => Set(new string('x', 4095)).ShouldSatisfyAllConditions(
        r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("longer than a terminal takes as a line"));

    private string Stored => File.ReadAllText(Path.Combine(_project.Root, ".secrets", "database.password"));

    private DjcResult Set(params string[] typed) => new Djc(_project) { Hidden = new Queue<string>(typed) }.Run("secrets", "set", "database.password");
}
