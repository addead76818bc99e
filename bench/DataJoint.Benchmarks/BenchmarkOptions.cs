using System.Globalization;

namespace DataJoint.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">One short round in place of several, and without the peer at ten thousand stores.</param>
/// <param name="Part">The only part to measure, one of <see cref="Parts"/>, or null for all.</param>
/// <param name="Hello">The hello-world program, or null to leave out whole processes.</param>
/// <param name="Djc">The djc program, or null to leave out whole processes.</param>
/// <param name="Artifacts">The directory for the log and the tables.</param>
internal sealed record BenchmarkOptions(bool Quick, string? Part, string? Hello, string? Djc, string Artifacts)
{
    public const string Leaks = "leaks";
    public const string Purges = "purge";
    public const string Settings = "settings";
    public const string Processes = "process";
    public const string Connections = "connections";

    private static readonly string[] Parts = [Settings, Processes, Connections, Leaks, Purges];

    /// <summary>How many mebibytes of files are scanned for leaks.</summary>
    public int TreeSize { get; private init; } = 256;

    /// <summary>Whether a part is to be measured.</summary>
    public bool Measures(string part) => Part is null || Part == part;

    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(false, null, null, null, Path.Combine(AppContext.BaseDirectory, "results"));
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                var part when Parts.Contains(part) => options with { Part = part },
                "--quick" => options with { Quick = true },
                "--size" => options with { TreeSize = int.Parse(Text(arguments, ++i), CultureInfo.InvariantCulture) },
                "--hello" => options with { Hello = Value(arguments, ++i) },
                "--djc" => options with { Djc = Value(arguments, ++i) },
                "--artifacts" => options with { Artifacts = Value(arguments, ++i) },
                var unknown => throw new ArgumentException($"Unknown argument '{unknown}'."),
            };
        }

        return options;
    }

    private static string Value(string[] arguments, int index) => Path.GetFullPath(Text(arguments, index));

    private static string Text(string[] arguments, int index) =>
        index < arguments.Length ? arguments[index] : throw new ArgumentException("A path or number is missing.");
}
