using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Tests;

/// <summary><c>--env-file</c>: what Docker Compose 2.40 makes of the same lines (<c>docker-compose config</c>), with <c>OUT=outer</c> and an empty <c>EMPTY</c> set.</summary>
public sealed class EnvironmentFileTests
{
    private static readonly Dictionary<string, string> Outer = new() { ["OUT"] = "outer", ["EMPTY"] = "" };

    [Theory]
    [InlineData("A=v", "v")]
    [InlineData("A: v", "v")]
    [InlineData("A = v  ", "v")]
    [InlineData("export A=v", "v")]
    [InlineData("# c\n\n  A=v\n", "v")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=v # c", "v")]
    [InlineData("A=v#c", "v#c")]
    [InlineData("A=v\t# c", "v\t# c")]
    [InlineData("A=#c", "#c")]
    [InlineData("A= # c", "# c")]
    [InlineData("A=\"q # in\" # c", "q # in")]
    [InlineData("A='$OUT ${OUT}'", "$OUT ${OUT}")]
    [InlineData("A='it\\'s'", "it's")]
    [InlineData("A='a\\tb'", "a\\tb")]
    [InlineData("A=a\\tb", "a\\tb")]
    [InlineData("A=\"a\\nb\\tc\\\\d\"", "a\nb\tc\\d")]
    [InlineData("A=\"{\\\"a\\\": 1}\"", "{\"a\": 1}")]
    [InlineData("A=\"\\$OUT $$OUT\"", "$OUT $OUT")]
    [InlineData("A='one\ntwo'", "one\ntwo")]
    [InlineData("A=\"one\ntwo\"", "one\ntwo")]
    [InlineData("A=a\"b\"c", "a\"b\"c")]
    [InlineData("A=x'y", "x'y")]
    [InlineData("A=pa$5 $ $(cmd) `x`", "pa$5 $ $(cmd) `x`")]
    [InlineData("A=$OUT ${OUT}", "outer outer")]
    [InlineData("A=[${NO}]", "[]")]
    [InlineData("A=${NO:-d} ${EMPTY:-d} [${EMPTY-d}] ${NO-${OUT}} ${NO:-a b}", "d d [] outer a b")]
    [InlineData("A=${OUT:+r} [${NO:+r}] ${EMPTY+r} [${EMPTY:+r}]", "r [] r []")]
    [InlineData("A=${OUT:?must}", "outer")]
    [InlineData("B=b\nA=$B", "b")]
    [InlineData("OUT=file\nA=$OUT", "outer")]
    [InlineData("A=x\nA=y", "y")]
    [InlineData("\uFEFFA=x\r\nB=y\r\n", "x")]
    [InlineData("A=\r\nB=y\r\n", "")]
    [InlineData("# c\r\nA: x # c\r\n\r\nB\r\n", "x")]
    [InlineData("A=\"one\r\ntwo\"\r\n", "one\r\ntwo")]
    [InlineData("A='one\r\ntwo' # c\r\n", "one\r\ntwo")]
    public void A_value_is_what_Compose_takes(string text, string expected) => EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), ".env", Outer)["A"].ShouldBe(expected);

    [Theory]
    [InlineData("A=x\nexport OUT\nEMPTY\n", "A=x")]
    [InlineData("A.b-c=x\n1A=y", "1A=y A.b-c=x")]
    [InlineData("K='one\ntwo'\nL=1", "K=one\ntwo L=1")]
    [InlineData("# nothing", "")]
    public void Names_are_those_of_Compose(string text, string expected) =>
        string.Join(' ', EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), ".env", Outer).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"))
            .ShouldBe(expected);

    [Theory]
    [InlineData("A=1\nA B=CANARY", 2)]
    [InlineData("A$=CANARY", 1)]
    [InlineData("=CANARY", 1)]
    [InlineData("\nA=\"CANARY", 2)]
    [InlineData("A='one\ntwo' CANARY", 2)]
    [InlineData("A=${NO:?needed} CANARY", 1)]
    [InlineData("A=${CANARY", 1)]
    [InlineData("A=${}CANARY", 1)]
    [InlineData("A=${OUT:}CANARY", 1)]
    [InlineData("A=${OUT!CANARY}", 1)]
    public void What_is_no_such_line_is_refused_without_its_value(string text, int line)
    {
        CommandException refused = Should.Throw<CommandException>(() => EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), "lab.env", Outer));
        refused.ExitCode.ShouldBe(2);
        refused.Message.ShouldStartWith($"--env-file: lab.env:{line}: ");
        (refused.Message + refused.Hint).ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("A=CANARY\0", "--env-file: \"lab.env\" holds a NUL character")]
    [InlineData("A=CANARY\u00ff", "--env-file: \"lab.env\" is not UTF-8")]
    public void What_is_no_text_is_refused(string text, string complaint)
    {
        CommandException refused = Should.Throw<CommandException>(() => EnvironmentFile.Parse(Encoding.Latin1.GetBytes(text), "lab.env", Outer));
        refused.Message.ShouldStartWith(complaint);
        (refused.ExitCode, refused.Message.Contains("CANARY", StringComparison.Ordinal)).ShouldBe((2, false));
    }
}
