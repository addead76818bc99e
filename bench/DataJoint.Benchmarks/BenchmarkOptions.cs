namespace DataJoint.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">One short round in place of several, and without the peer at ten thousand stores.</param>
/// <param name="ProcessesOnly">Whole processes only, nothing of BenchmarkDotNet.</param>
/// <param name="Hello">The hello-world program, or null to leave out whole processes.</param>
/// <param name="Djc">The djc program, or null to leave out whole processes.</param>
/// <param name="Artifacts">The directory for the log and the tables.</param>
internal sealed record BenchmarkOptions(bool Quick, bool ProcessesOnly, string? Hello, string? Djc, string Artifacts)
{
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(false, false, null, null, Path.Combine(AppContext.BaseDirectory, "results"));
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "process" => options with { ProcessesOnly = true },
                "--quick" => options with { Quick = true },
                "--hello" => options with { Hello = Value(arguments, ++i) },
                "--djc" => options with { Djc = Value(arguments, ++i) },
                "--artifacts" => options with { Artifacts = Value(arguments, ++i) },
                var unknown => throw new ArgumentException($"Unknown argument '{unknown}'."),
            };
        }

        return options;
    }

    private static string Value(string[] arguments, int index) =>
        index < arguments.Length ? Path.GetFullPath(arguments[index]) : throw new ArgumentException("A path is missing.");
}
