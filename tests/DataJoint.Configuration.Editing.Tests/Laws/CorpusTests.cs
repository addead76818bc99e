using DataJoint.Fuzz;

namespace DataJoint.Configuration.Editing.Tests;

/// <summary>What fuzzing found worth keeping: each input ends in values or diagnostics.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Targets() => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_keeps_the_promises(string name)
    {
        FuzzTarget target = FuzzTarget.All.Single(t => t.Name == name);
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "corpus", name));
        files.ShouldNotBeEmpty();
        foreach (string file in files)
        {
            Should.NotThrow(() => target.Run(File.ReadAllBytes(file)), file);
        }
    }
}
