using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>A project with two file stores, <c>main</c> (the default) and <c>archive</c>, and djc run on it in this process.</summary>
internal sealed class StoreProject : IDisposable
{
    private readonly TemporaryProject _project = new();

    public StoreProject(string more = "")
    {
        _project.Write("datajoint.json", $$"""
            { "stores": { "default": "main",
                          "main": { "protocol": "file", "location": "main" },
                          "archive": { "protocol": "file", "location": "archive" } }{{more}} }
            """);
    }

    public StoreProject With(string file, string text)
    {
        _project.Write(file, text);
        return this;
    }

    public StoreProject With(string file, byte[] bytes)
    {
        _project.Write(file, bytes);
        return this;
    }

    public string PathOf(string file) => Path.Combine(_project.Root, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public bool Exists(string file) => File.Exists(PathOf(file));

    /// <summary>All files below a folder, hidden ones too.</summary>
    public string[] Files(string folder) => !Directory.Exists(PathOf(folder)) ? [] :
        [.. Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(PathOf(folder), f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public Djc Djc(string? answer = null, string? input = null, int? width = null, CancellationToken interruption = default) =>
        new(_project) { Answer = answer, Input = input, Width = width, Interruption = interruption };

    public Djc Djc(Stream input, CancellationToken interruption) => new(_project) { InputStream = input, Interruption = interruption };

    public Djc Djc(Func<string?> keyboard, CancellationToken interruption) => new(_project) { Keyboard = keyboard, Interruption = interruption };

    public Djc Djc(Action<string> onOutput) => new(_project) { OnOutput = onOutput };

    public DjcResult Run(params string[] words) => Djc().Run(["store", .. words]);

    public JsonElement Json(int exitCode, params string[] words)
    {
        DjcResult result = Run([.. words, "--format", "json"]);
        result.ExitCode.ShouldBe(exitCode, result.All);
        result.Error.ShouldBeEmpty();
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("version").GetInt32().ShouldBe(1);
        return document;
    }

    public void Dispose() => _project.Dispose();
}
