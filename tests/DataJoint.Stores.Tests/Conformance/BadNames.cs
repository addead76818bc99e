namespace DataJoint.Stores.Tests;

/// <summary>Names that every store refuses, each for its own reason.</summary>
public static class BadNames
{
    public static TheoryData<string> All =>
    [
        "", "/", "/etc/passwd", "//host/share", ".", "..", "../x", "a/../b", "a/..", "a/./b", "./a", "a//b", "a/", "a/b/",
        "C:/x", "c:x", "a\0b", "a\nb", "a\u001bb", "a\u007f", "a\u0085b", "\ud800", "a/\udc00", "a\ufffeb", "a/\uffff",
        ".datajoint-tmp-1", "a/.datajoint-tmp-1/b", ".DATAJOINT-TMP-x",
        new string('x', 256), new string('é', 128), "a/" + new string('x', 256) + "/b",
        string.Join('/', Enumerable.Repeat(new string('x', 100), 11)),
    ];

    public static TheoryData<string> Prefixes => ["/", "/a", "../", "..//", "a/../", "a//", "./", "a\nb", "\ud800", "a\uffff", ".datajoint-tmp-"];

    public static TheoryData<string> OnWindows =>
        ["a\\b", "..\\x", "ab:stream", "a*", "a?", "a\"", "<a>", "a|b", "a.", "a ", "x./y", "NUL", "nul.txt", "a/CON", "com1", "LPT9.log"];

    public static TheoryData<string> Good =>
    [
        "a", "a/b/c", ".hidden", "..a", "a..", "...", "a b", "~", "~/x", "$HOME", "%2e%2e", "-rf", "ü/ß", "数据/記録.bin", "😀", "a\\b",
        "ab:c", "CON", "a.", new string('x', 255), new string('é', 127),
        string.Join('/', Enumerable.Repeat(new string('x', 203), 5)) + "/xxx",
    ];
}
