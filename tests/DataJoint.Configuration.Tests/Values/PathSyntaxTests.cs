using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Tests;

public sealed class PathSyntaxTests
{
    [Theory]
    [InlineData("file:///data", "URL")]
    [InlineData("FILE:/data", "URL")]
    [InlineData("E:\backup\new", "control character")]
    [InlineData("~", "~ for a home folder")]
    [InlineData("~/data", "~ for a home folder")]
    [InlineData("~\\data", "~ for a home folder")]
    [InlineData("~alice/data", "~alice for a home folder")]
    [InlineData("$HOME/x", "the variable $HOME")]
    [InlineData("$home/x", "the variable $home")]
    [InlineData("${HOME}/x", "the variable ${HOME}")]
    [InlineData("data/${USER:-me}/x", "the variable ${USER:-me}")]
    [InlineData("/data/$USER/x", "the variable $USER")]
    [InlineData("$env:USERPROFILE\\x", "the variable $env:USERPROFILE")]
    [InlineData("%USERPROFILE%\\x", "the variable %USERPROFILE%")]
    [InlineData("s3://b/x", "URL (s3:)")]
    [InlineData("gs://b", "URL (gs:)")]
    [InlineData("ftp:/x", "URL (ftp:)")]
    [InlineData("HTTPS://lab.org/x", "URL (HTTPS:)")]
    public void What_is_a_path_nowhere_is_told(string path, string fault) => PathSyntax.FindFault(path)!.ShouldContain(fault);

    [Theory]
    [InlineData("R:\\lab", "drive letter")]
    [InlineData("c:/lab", "drive letter")]
    [InlineData("D:", "drive letter")]
    [InlineData("D:lab\\raw", "drive letter")]
    [InlineData("\\\\server\\share", "share")]
    [InlineData(".\\data", "separators of Windows")]
    [InlineData("..\\data", "separators of Windows")]
    public void What_Windows_has_is_told_elsewhere(string path, string fault)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            PathSyntax.FindFault(path).ShouldBeNull();
        }
        else
        {
            PathSyntax.FindFault(path)!.ShouldContain(fault);
        }
    }

    [Theory]
    [InlineData("/data/lab")]
    [InlineData("a:b")]
    [InlineData("data set/2024")]
    [InlineData("")]
    [InlineData("./~/data")]
    [InlineData("~backup")]
    [InlineData("~a.db/x")]
    [InlineData("data~/x")]
    [InlineData("data/$lab/x")]
    [InlineData("data/$RECYCLE.BIN")]
    [InlineData("costs$")]
    [InlineData("100%/50%")]
    [InlineData("a%20b/%41%42")]
    [InlineData("{lab}/x")]
    public void A_path_is_a_path(string path) => PathSyntax.FindFault(path).ShouldBeNull();

    [Theory]
    [InlineData("~/data", "Write the absolute path (in a shell, echo ~ prints what ~ stands for)")]
    [InlineData("$HOME/x", "Write the absolute path (in a shell, echo $HOME prints what $HOME stands for)")]
    [InlineData("s3://b/x/y", "Write protocol s3, bucket b and location \"x/y\"")]
    [InlineData("gs://b", "Write protocol gcs, bucket b and location \"\"")]
    [InlineData("s3://key:CANARY@b/x", "Write the path as this system has it")]
    public void The_way_to_write_it_is_told(string path, string remedy) => PathSyntax.DescribeRemedy(path).ShouldBe(remedy);

    [Theory]
    [InlineData("~/data")]
    [InlineData("${HOME}/x")]
    [InlineData("%USERPROFILE%\\\\x")]
    [InlineData("s3://b/x")]
    public void The_excerpt_shows_the_path(string written)
    {
        using TestProject project = new();
        string line = $$"""{ "stores.main": { "protocol": "file", "location": "{{written}}" } }""";
        project.WithProjectFile(line).DiagnoseOne().Excerpt!.Line.ShouldBe(line);
    }

    [Theory]
    [InlineData("""{ "stores.main": { "protocol": "file", "location": "~/data" } }""", "stores.main.location")]
    [InlineData("""{ "stores.main": { "protocol": "file", "location": "E:\backup\new" } }""", "stores.main.location")]
    [InlineData("""{ "download_path": "file:///data" }""", "download_path")]
    [InlineData("""{ "stores.main": { "stage": "\u0007" } }""", "stores.main.stage")]
    public void Loading_warns(string json, string key)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(json).DiagnoseOne();
        warning.Id.ShouldBe("DJ1032");
        warning.Message.ShouldStartWith(key);
    }
}
