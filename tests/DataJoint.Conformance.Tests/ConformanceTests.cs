namespace DataJoint.Conformance.Tests;

/// <summary>Every case of conformance/cases against the built djc, one test each.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<string, CaseEntry> Entries =
        CaseFile.ReadAll(Checkout.CaseFiles).ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    private static readonly Lazy<CaseRunner> Runner = new(
        () => new CaseRunner(ProgramSearch.Find(Environment.GetEnvironmentVariable("DJC_EXE"), Checkout.Root), TimeSpan.FromMinutes(2)));

    public static IEnumerable<TheoryDataRow<string>> Cases =>
        Entries.Keys.Select(name => new TheoryDataRow<string>(name) { TestDisplayName = name, Label = "" });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_holds(string name)
    {
        CaseEntry entry = Entries[name];
        ConformanceCase conformanceCase = entry.Case.ShouldNotBeNull(entry.Problem);
        Assert.SkipWhen(OperatingSystem.IsWindows() && conformanceCase.NeedsPosix, "needs POSIX modes, links or a shell");
        Assert.SkipWhen(OperatingSystem.IsWindows() && conformanceCase.IsRepository && !GitRepository.IsAvailable, "needs git for Windows");

        IReadOnlyList<string> differences = await Runner.Value.RunAsync(conformanceCase);

        differences.ShouldBeEmpty(string.Join(Environment.NewLine, differences));
    }
}
