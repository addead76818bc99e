using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>Files of variables that change under a running program.</summary>
public sealed class VariableFilesTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().Write(".env", "REPORT=weekly\nDJ_PORT=3307\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_change_counts_when_the_next_reading_finds_the_same()
    {
        VariableFiles files = Read();
        int loads = 0;
        files.Refresh(() => loads++).ShouldBeFalse();
        _project.Write(".env", "REPORT=daily\nDJ_USER=ana\n");
        files.Refresh(() => loads++).ShouldBeFalse();
        files.All["REPORT"].ShouldBe("weekly");
        files.Refresh(() => loads++).ShouldBeTrue();
        (files.All["REPORT"], files["DJ_USER"], loads).ShouldBe(("daily", "ana", 1));
        files.OfFiles.ShouldBe(["DJ_PORT", "DJ_USER"], ignoreOrder: true, "what a file has given needs trust for good");
    }

    [Fact]
    public void Variables_with_which_the_settings_cannot_be_loaded_do_not_count_and_are_tried_again()
    {
        VariableFiles files = Read();
        _project.Write(".env", "REPORT=daily\nDJ_PORT=abc\n");
        files.Refresh(Refuse).ShouldBeFalse();
        for (int i = 0; i < 2; i++)
        {
            Should.Throw<InvalidOperationException>(() => files.Refresh(Refuse)).Message.ShouldBe("abc", "the load sees the new ones");
            (files.All["REPORT"], files["DJ_PORT"]).ShouldBe(("weekly", "3307"));
        }

        files.Refresh(static () => { }).ShouldBeTrue();
        files.All["REPORT"].ShouldBe("daily");

        void Refuse() => throw new InvalidOperationException(files["DJ_PORT"]);
    }

    private VariableFiles Read()
    {
        Terminal terminal = new(TextWriter.Null, TextWriter.Null, static _ => null);
        return new VariableFiles(
            new CommandContext(new ParsedCommandLine([], [], [], []), terminal, new HostEnvironment(new Dictionary<string, string>(), _project.Root)), [".env"]);
    }
}
