namespace DataJoint.Git.Tests;

public sealed class ProgramSearchTests : IDisposable
{
    private static readonly string FileName = OperatingSystem.IsWindows() ? "tool.exe" : "tool";

    private readonly TemporaryRepository _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_first_directory_that_has_the_program_wins()
    {
        Place("first/other");
        Place("second/" + FileName);
        Place("third/" + FileName);

        Find("first", "second", "third").ShouldBe(_place.PathOf("second" + Path.DirectorySeparatorChar + FileName));
    }

    [Fact]
    public void A_relative_directory_is_not_looked_at()
    {
        Place("bin/" + FileName);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _place.PathOf("bin"));

        ProgramSearch.Find("tool", relative + Path.PathSeparator + "." + Path.PathSeparator).ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_run_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a matter of POSIX");
        _place.With("bin/tool", "x").Mode("bin/tool", "0644");

        Find("bin").ShouldBeNull();
    }

    private void Place(string name) => _place.With(name, "x").Mode(name, "0755");

    private string? Find(params string[] folders) => ProgramSearch.Find("tool", string.Join(Path.PathSeparator, folders.Select(_place.PathOf)));
}
