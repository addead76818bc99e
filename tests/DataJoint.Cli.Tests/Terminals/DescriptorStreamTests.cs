using System.IO.Pipes;
using DataJoint.Cli.Terminals;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Cli.Tests;

public sealed class DescriptorStreamTests
{
    [Fact]
    public void What_is_written_arrives_behind_what_others_wrote()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no descriptors");
        string path = Path.Combine(Directory.CreateTempSubdirectory("djc-").FullName, "output");
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            new DescriptorStream((int)file.DangerousGetHandle()).Write("first\n"u8);
            new DescriptorStream((int)file.DangerousGetHandle()).Write("second\n"u8);
        }

        File.ReadAllText(path).ShouldBe("first\nsecond\n");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_full_disk_is_an_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is needed");
        using SafeFileHandle full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        DescriptorStream stream = new((int)full.DangerousGetHandle());

        IOException refused = Should.Throw<IOException>(() => stream.Write("x"u8.ToArray(), 0, 1));
        refused.Message.ShouldContain("no space");
        SystemFault.Describe(refused).ShouldStartWith("the disk is full");
    }

    [Fact]
    public void A_closed_stream_is_another()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no descriptors");
        IOException refused = Should.Throw<IOException>(() => new DescriptorStream(-1).Write("x"u8.ToArray(), 0, 1));
        SystemFault.Describe(refused).ShouldBe("the stream is closed");
    }

    [Fact]
    public void A_reader_that_has_gone_away_is_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no descriptors");
        using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        writer.ClientSafePipeHandle.Dispose();
        DescriptorStream stream = new((int)writer.SafePipeHandle.DangerousGetHandle());

        Should.NotThrow(() => stream.Write("x"u8.ToArray(), 0, 1));
    }
}
