using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Tests;

public sealed class PathSyntaxTests
{
    [Theory]
    [InlineData("file:///data", "URL")]
    [InlineData("FILE:/data", "URL")]
    [InlineData("E:\backup\new", "control character")]
    public void What_is_a_path_nowhere_is_told(string path, string fault) => PathSyntax.FindFault(path)!.ShouldContain(fault);

    [Theory]
    [InlineData("R:\\lab", "drive letter")]
    [InlineData("c:/lab", "drive letter")]
    [InlineData("D:", "drive letter")]
    [InlineData("\\\\server\\share", "share")]
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
    public void A_path_is_a_path(string path) => PathSyntax.FindFault(path).ShouldBeNull();

    [Theory]
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
