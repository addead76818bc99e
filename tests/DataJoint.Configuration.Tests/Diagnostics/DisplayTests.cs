namespace DataJoint.Configuration.Tests;

public sealed class DisplayTests
{
    [Theory]
    [InlineData("plain 😀 ü", "plain 😀 ü")]
    [InlineData("a\u001b[31m\u202e", "a\\u001b[31m\\u202e")]
    [InlineData("tag\U000E0041", "tag\\U000e0041")]
    public void What_a_terminal_would_act_on_or_hide_is_escaped(string text, string shown) => Display.Sanitize(text).ShouldBe(shown);

    [Fact]
    public void Half_a_pair_is_escaped()
    {
        Display.Sanitize("a" + (char)0xD83D + "b").ShouldBe("a\\ud83db");
        Display.Sanitize("a" + (char)0xDE00).ShouldBe("a\\ude00");
        Display.Sanitize("a" + (char)0xD83D).ShouldBe("a\\ud83d");
    }

    [Fact]
    public void A_cut_splits_no_pair()
    {
        string shown = Display.Sanitize("abc😀😀", 4);
        shown.ShouldBe("abc😀…");
    }
}
