namespace DataJoint.Cli.Tests;

/// <summary>Who decides on colours: the option, then NO_COLOR, then FORCE_COLOR, then the terminal.</summary>
public sealed class ColorTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", """{ "database.host": "h" }""");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("", "", false, false)]
    [InlineData("", "", true, true)]
    [InlineData("", "TERM=dumb", true, false)]
    [InlineData("", "NO_COLOR=1", true, false)]
    [InlineData("", "NO_COLOR=", true, true)]
    [InlineData("", "FORCE_COLOR=1", false, true)]
    [InlineData("", "FORCE_COLOR=3 TERM=dumb", true, true)]
    [InlineData("", "FORCE_COLOR=", false, false)]
    [InlineData("", "FORCE_COLOR=0", true, false)]
    [InlineData("", "FORCE_COLOR=1 NO_COLOR=1", true, false)]
    [InlineData("--color=always", "NO_COLOR=1", false, true)]
    [InlineData("--color=never", "FORCE_COLOR=1", true, false)]
    [InlineData("--color=auto", "FORCE_COLOR=1", false, true)]
    [InlineData("--color=auto", "", false, false)]
    [InlineData("--no-color", "FORCE_COLOR=1", true, false)]
    public void One_of_them_decides(string option, string variables, bool isTerminal, bool expected)
    {
        Djc djc = Create(variables, isTerminal);

        djc.Run([.. Words("config show --set-only"), .. Words(option)]).Output.Contains('\u001b', StringComparison.Ordinal).ShouldBe(expected);
        djc.Run([.. Words("nonsense"), .. Words(option)]).Error.Contains('\u001b', StringComparison.Ordinal).ShouldBe(expected);
        djc.Run([.. Words("config show --format json"), .. Words(option)]).Output.ShouldNotContain('\u001b');
    }

    [Fact]
    public void Another_word_is_refused()
    {
        DjcResult result = new Djc(_project).Run("config", "show", "--color", "alway");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--color is one of auto, always, never; did you mean always?");
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Djc Create(string variables, bool isTerminal)
    {
        Djc djc = new(_project) { Width = isTerminal ? 80 : null };
        foreach (string variable in Words(variables))
        {
            djc.Variables[variable.Split('=')[0]] = variable.Split('=')[1];
        }

        return djc;
    }
}
