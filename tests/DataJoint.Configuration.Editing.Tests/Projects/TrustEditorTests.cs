using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Editing.Tests;

public sealed class TrustEditorTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_is_added_is_listed_once_in_its_usual_form()
    {
        Editor().Add(["DB.example.com:3306", "*.example.org"]);
        Editor().Add(["db.example.com:3306"]);

        Editor().List().ShouldBe(["db.example.com:3306", "*.example.org"]);
    }

    [Fact]
    public void Other_projects_keep_what_they_have()
    {
        Editor("/elsewhere").Add(["db.example.com"]);
        Editor().Add(["db.example.org"]);

        Editor().Remove().ShouldBe(["db.example.org"]);

        Editor().List().ShouldBeEmpty();
        Editor("/elsewhere").List().ShouldBe(["db.example.com"]);
    }

    [Fact]
    public void One_destination_can_be_removed()
    {
        Editor().Add(["a.example.com", "b.example.com"]);

        Editor().Remove("a.example.com").ShouldBe(["a.example.com"]);
        Editor().Remove("c.example.com").ShouldBeEmpty();

        Editor().List().ShouldBe(["b.example.com"]);
    }

    [Fact]
    public void What_is_not_a_destination_is_refused_and_nothing_is_written()
    {
        Should.Throw<ArgumentException>(() => Editor().Add(["db.example.com", "a,b"])).Message.ShouldContain("\"a,b\"");

        Editor().List().ShouldBeEmpty();
        TrustEditor.TryNormalize("a,b", out _, out string? problem).ShouldBeFalse();
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_directory_of_the_user_the_variable_for_it_is_named()
    {
        TrustEditor editor = new(new HostEnvironment(new Dictionary<string, string>(), _project.Root), _project.Root);
        string variable = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "LOCALAPPDATA" : "HOME";

        Should.Throw<ConfigurationEditException>(() => editor.Add(["db.example.com"])).Diagnostic.Hint.ShouldBe($"Set {variable}, or use DJ_TRUST or --trust.");
    }

    private TrustEditor Editor(string? root = null)
    {
        Dictionary<string, string> variables = new()
        {
            ["XDG_CONFIG_HOME"] = Path.Combine(_project.Outside, "config"),
            ["LOCALAPPDATA"] = Path.Combine(_project.Outside, "config"),
        };
        return new TrustEditor(new HostEnvironment(variables, _project.Root, _project.Mounted), root ?? _project.Root);
    }
}
