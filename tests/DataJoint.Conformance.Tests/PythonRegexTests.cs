namespace DataJoint.Conformance.Tests;

public sealed class PythonRegexTests
{
    [Theory]
    [InlineData("^b$", "a\nb\nc")]
    [InlineData("b\\Z", "a\nb")]
    [InlineData("\\Aa", "a\nb")]
    [InlineData("(?i)^POST", "x\npost")]
    [InlineData("(?a)x", "x")]
    [InlineData("(?ai)X", "x")]
    [InlineData("(?P<word>ab)-(?P=word)", "ab-ab")]
    [InlineData("^[X-[]+$", "YZ[")]
    [InlineData("[]x]", "]")]
    [InlineData("[^]x]", "y")]
    [InlineData("^a{,2}$", "aa")]
    [InlineData("\\U0001F600", "😀")]
    [InlineData("(?<!\\*)\\*{8}(?!\\*)", " ******** ")]
    public void Pattern_is_found(string pattern, string text) => PythonRegex.IsFound(pattern, text).ShouldBeTrue();

    [Theory]
    [InlineData("b\\Z", "b\n")]
    [InlineData("\\Ab", "a\nb")]
    [InlineData("a.b", "a\nb")]
    [InlineData("A", "a")]
    [InlineData("^a{,2}$", "aaa")]
    [InlineData("^$", "a")]
    [InlineData("b$", "b\r\n")]
    public void Pattern_is_not_found(string pattern, string text) => PythonRegex.IsFound(pattern, text).ShouldBeFalse();

    [Fact]
    public void Diagnostics_are_searched_without_case_and_across_lines()
    {
        PythonRegex.IsFoundLoosely("store.*MAIN", "Store\nmain").ShouldBeTrue();
        PythonRegex.IsFoundLoosely("^line$", "a\nLINE\nb").ShouldBeTrue();
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("*")]
    public void Malformed_pattern_is_refused(string pattern) =>
        Should.Throw<ArgumentException>(() => PythonRegex.Compile(pattern, foldCase: false));
}
