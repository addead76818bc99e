using System.Diagnostics;
using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>Files that are none, that cannot be read, and that are larger than memory.</summary>
public sealed class BadFileTests : IDisposable
{
    private const string Leak = "DJ_PASS=otter-Lamp-47\n";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("djc-scan-");

    public static TheoryData<string> Encodings { get; } = ["utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_in_wide_characters_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (byte[] mark in (byte[][])[encoding.GetPreamble(), []])
        {
            File.WriteAllBytes(PathOf("a.env"), [.. mark, .. encoding.GetBytes("DJ_HOST=db\r\n" + Leak)]);
            Scan("a.env").Leaks.Select(leak => leak.ToString()).ShouldBe(["a.env:2:9 datajoint-setting"]);
        }
    }

    [Fact]
    public void Whole_numbers_are_no_text_in_wide_characters()
    {
        byte[] numbers = [.. Enumerable.Range(0, 200).SelectMany(i => BitConverter.GetBytes(i % 7))];
        File.WriteAllBytes(PathOf("a.bin"), [.. numbers, .. Encoding.ASCII.GetBytes("\n" + Leak)]);
        Scan("a.bin").Leaks.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_file_that_is_gone_holds_nothing() => Scan("gone.env").Skipped.ShouldBeEmpty();

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_the_others_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are those of Unix");
        File.WriteAllText(PathOf("a.env"), Leak);
        File.WriteAllText(PathOf("b.env"), Leak);
        File.SetUnixFileMode(PathOf("a.env"), UnixFileMode.None);
        Assert.SkipWhen(CanRead(PathOf("a.env")), "this user may read everything");
        LeakReport report = Scan("a.env", "b.env");
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldBe("permission denied");
        report.Leaks.ShouldHaveSingleItem().Path.ShouldBe("b.env");
    }

    [Fact]
    public void Links_in_a_circle_pipes_and_devices_are_passed_by()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are none");
        File.WriteAllText(PathOf("a.env"), Leak);
        File.CreateSymbolicLink(PathOf("self"), "self");
        Directory.CreateSymbolicLink(PathOf("around"), _directory.FullName);
        File.CreateSymbolicLink(PathOf("nowhere"), "gone");
        File.CreateSymbolicLink(PathOf("zero"), "/dev/zero");
        using Process pipe = Process.Start("mkfifo", [PathOf("pipe")]).ShouldNotBeNull();
        pipe.WaitForExit();
        LeakReport report = Scan([.. DirectoryFiles.List(_directory.FullName, "", respectsIgnore: false)]);
        report.Leaks.ShouldHaveSingleItem().Path.ShouldBe("a.env");
        report.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public void A_device_that_was_named_is_not_read_without_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it may be another one there");
        File.CreateSymbolicLink(PathOf("zero"), "/dev/zero");
        LeakReport report = new LeakScanner().ScanFiles(_directory.FullName, ["zero"], new HashSet<string> { "zero" }, TestContext.Current.CancellationToken);
        report.IsComplete.ShouldBeFalse();
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldBe("a device that does not end");
    }

    [Fact]
    public void A_file_of_nothing_but_zeros_is_read_to_its_end() => ScanSparse(16L << 20);

    [Fact]
    [Trait("Suite", "Stress")]
    public void A_file_of_two_gigabytes_is_read_to_its_end() => ScanSparse(2L << 30);

    [Fact]
    [Trait("Suite", "Stress")]
    public void A_line_of_five_hundred_megabytes_is_read_to_its_end()
    {
        const long Length = 500L << 20;
        using RepeatingStream line = new("x1 = otter.lamp(47); "u8.ToArray(), Length, " password='otter-Lamp-47'"u8.ToArray());
        LeakReport report = new LeakScanner().ScanStream(line, "a.js", TestContext.Current.CancellationToken);
        report.Leaks.ShouldHaveSingleItem().Column.ShouldBe(Length + 12);
    }

    private void ScanSparse(long length)
    {
        using (FileStream file = File.Create(PathOf("a.img")))
        {
            file.SetLength(length);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.ASCII.GetBytes("\n" + Leak));
        }

        LeakReport report = Scan("a.img");
        report.Bytes.ShouldBeGreaterThanOrEqualTo(length);
        report.Leaks.ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    private LeakReport Scan(params string[] paths) => new LeakScanner().ScanFiles(_directory.FullName, paths, cancellationToken: TestContext.Current.CancellationToken);

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private static bool CanRead(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
