using System.Text;
using System.Text.Json;
using DataJoint.Checks;
using DataJoint.Cli.Commands.Project;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>A check is a class and a line: it is shown like the others, and the guide names it.</summary>
public sealed class AddedCheckTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_has_its_line_its_object_and_its_annotation()
    {
        ConfigurationSnapshot snapshot = _project.Write("datajoint.json", "{}").Load();
        CheckReport report = await CheckRunner.RunAsync(
            [.. CheckList.Create(snapshot), new QuotaCheck()], new CheckContext(snapshot) { Contact = ServerContact.None }, TestContext.Current.CancellationToken);

        using StringWriter text = new();
        new CheckText(text, new Style(HasColor: false), CheckMarks.Unicode).Write(report);
        text.ToString().ShouldContain("  ! quota            the quota is used up (");
        text.ToString().ShouldContain("      → quota --raise\n");

        Json(report).GetProperty("checks").EnumerateArray().Last().GetProperty("id").GetString().ShouldBe("quota");

        using StringWriter annotations = new();
        new CheckAnnotations(annotations, root: null).Write(report);
        annotations.ToString().ShouldContain("::warning title=djc check%3A quota of the disk::the quota is used up%0ARun: quota --raise\n");
    }

    [Fact]
    public void The_guide_names_every_check()
    {
        string guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "guide", "check.md"));
        ConfigurationSnapshot snapshot = _project.Write("datajoint.json", """{ "stores": { "NAME": { "protocol": "file", "location": "data" } } }""").Load();

        CheckList.Create(snapshot).Select(check => check.Id).Where(id => !guide.Contains($"\n| `{id}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static JsonElement Json(CheckReport report)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            CheckJson.Write(json, report);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement;
    }

    private sealed class QuotaCheck : ICheck
    {
        public string Id => "quota";

        public string Name => "quota of the disk";

        public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) =>
            Task.FromResult(CheckOutcome.Warn("the quota is used up", "Run: quota --raise"));
    }
}
