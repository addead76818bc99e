namespace DataJoint.Conformance.Tests;

public sealed class WindowsPathsTests
{
    [Theory]
    [InlineData("""{ "a": "C:\\t\\case\\x y\\z.json:1:2\nnext\\line" }""", """{ "a": "C:/t/case/x y\\z.json:1:2\nnext\\line" }""")]
    [InlineData("""{ "a": "C:\\t\\case\\sub\\z.json:1:2\nnext" }""", """{ "a": "C:/t/case/sub/z.json:1:2\nnext" }""")]
    [InlineData("""{ "a": "C:\\t\\case", "b": "C:/t/case/x" }""", """{ "a": "C:/t/case", "b": "C:/t/case/x" }""")]
    [InlineData("""open C:\t\case\.secrets\key (D:\t\x)""", """open C:/t/case/.secrets/key (D:\t\x)""")]
    public void Paths_below_the_directory_are_written_as_the_cases_have_them(string output, string expected) =>
        WindowsPaths.Normalize(output, @"C:\t\case").ShouldBe(expected);
}
