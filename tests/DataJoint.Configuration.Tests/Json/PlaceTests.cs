namespace DataJoint.Configuration.Tests;

/// <summary>Lines and columns count from 1, in characters, and point at the value, or at the key for an unknown key.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("unix", "{\n  \"safemode\": \"maybe\"\n}", "2:15")]
    [InlineData("windows", "{\r\n  \"safemode\": \"maybe\"\r\n}", "2:15")]
    [InlineData("tabs", "{\n\t\"safemode\":\t\"maybe\"\n}", "2:14")]
    [InlineData("byte-order mark", "\uFEFF{ \"safemode\": \"maybe\" }", "1:15")]
    [InlineData("multi-byte", "{ \"custom.é漢😀\": \"漢字😀é\", \"safemode\": \"maybe\" }", "1:37")]
    [InlineData("single line", "{\"loglevel\":\"INFO\",\"safemode\":\"maybe\"}", "1:31")]
    [InlineData("comment before", "{ /* 漢\n字 */ \"safemode\": \"maybe\" }", "2:18")]
    [InlineData("value on a line of its own", "{ \"safemode\":\n\n   \"maybe\" }", "3:4")]
    [InlineData("nested", "{\n  \"x\": 1 }", "2:3")]
    public void The_place_of_a_problem_is_exact(string layout, string text, string place)
    {
        using TestProject project = new();
        Diagnostic found = project.WithProjectFile(text).DiagnoseOne();
        found.Place().ShouldBe("datajoint.json:" + place, layout);
        found.Excerpt.ShouldNotBeNull().LineNumber.ShouldBe(found.Origin!.Line!.Value);
    }

    [Fact]
    public void The_caret_stands_below_the_value()
    {
        using TestProject project = new();
        Excerpt excerpt = project.WithProjectFile("{\n\t\"database\": { \"port\":  \"many\" }\n}").DiagnoseOne().Excerpt!;
        excerpt.Line.Substring(excerpt.Caret).ShouldStartWith("\"many\"");
        excerpt.Line.ShouldStartWith("\t\"database\": { \"port\":");
    }

    [Fact]
    public void The_caret_follows_the_masks_before_it()
    {
        using TestProject project = new();
        Excerpt excerpt = project.WithSecret("datajoint.json", "{ \"database.password\": \"a-very-long-fake-password\", \"safemode\": \"maybe\" }")
            .DiagnoseOne().Excerpt!;
        excerpt.Line.ShouldNotContain("fake");
        excerpt.Line.Substring(0, excerpt.Caret).ShouldEndWith("\"safemode\": ");
    }

    [Fact]
    public void A_very_long_line_has_no_excerpt_and_still_its_place()
    {
        using TestProject project = new();
        Diagnostic found = project.WithProjectFile("{ \"custom.x\": \"" + new string('x', 1000) + "\", \"safemode\": \"maybe\" }").DiagnoseOne();
        found.Excerpt.ShouldBeNull();
        found.Place().ShouldBe("datajoint.json:1:1031");
    }

    [Fact]
    public void A_variable_has_no_lines_but_the_message_tells_the_character()
    {
        using TestProject project = new();
        Diagnostic found = project.WithVariable("DJ_STORES", "{ \"main\": { \"token_length\": \"many\" } }").DiagnoseOne();
        found.Place().ShouldBe("DJ_STORES");
        found.Message.ShouldContain("character 29");
    }

    [Fact]
    public void The_end_of_a_file_is_a_place_too()
    {
        using TestProject project = new();
        project.WithProjectFile("{ \"safemode\": true,\n").DiagnoseOne().Place().ShouldBe("datajoint.json:2:1");
    }
}
