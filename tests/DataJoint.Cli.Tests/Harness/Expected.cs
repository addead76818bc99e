using System.Runtime.CompilerServices;

namespace DataJoint.Cli.Tests;

/// <summary>Texts that people read, kept as files. <c>UPDATE_EXPECTED=1 ./test Cli</c> writes them again; look at the difference.</summary>
internal static class Expected
{
    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1";

    public static void ShouldMatch(string actual, [CallerMemberName] string name = "")
    {
        string path = Path.Combine(RepositoryRoot.Path, "tests", "DataJoint.Cli.Tests", "Expected", name + ".txt");
        if (IsUpdating)
        {
            File.WriteAllText(path, actual);
            return;
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing; UPDATE_EXPECTED=1 ./test Cli writes it");
        actual.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"), $"{name}.txt; UPDATE_EXPECTED=1 ./test Cli writes it again");
    }
}
