#if NET
using System.Diagnostics;
using System.Net.Sockets;

namespace DataJoint.Configuration.Tests;

/// <summary>Files that a setting or a variable names.</summary>
public sealed class NamedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datajoint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_regular_file_is_read_links_followed()
    {
        File.WriteAllText(PathOf("file"), "\uFEFFtext");
        NamedFile.ReadText(PathOf("file"), 100).ShouldBe("text");
        NamedFile.FindProblem(PathOf("file")).ShouldBeNull();
        NamedFile.FindProblem(PathOf("none")).ShouldBeNull();
        Should.Throw<FileNotFoundException>(() => NamedFile.Read(PathOf("none"), 100));
        Should.Throw<IOException>(() => NamedFile.Read(PathOf("file"), 3)).Message.ShouldStartWith("it is larger than");
        NamedFile.FindProblem(PathOf("file"), 3).ShouldNotBeNull().ShouldStartWith("it is larger than");
    }

    [Fact]
    public async Task Whatever_else_is_there_is_named_and_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes and devices in folders.");
        using (var maker = Process.Start("mkfifo", [PathOf("pipe")]))
        {
            await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(PathOf("socket")));
        File.CreateSymbolicLink(PathOf("link"), "/dev/zero");
        File.CreateSymbolicLink(PathOf("broken"), PathOf("nowhere"));
        await Task.Run(LookAtAll, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }

    private void LookAtAll()
    {
        foreach ((string path, string what) in ((string, string)[])[
            (PathOf("pipe"), "a FIFO"), (PathOf("socket"), "a socket"), (_folder, "a directory"), ("/dev/zero", "a character device"),
            (PathOf("link"), "a character device"), (PathOf("broken"), "a link that leads nowhere")])
        {
            string expected = $"it is {what}, and a regular file is expected";
            NamedFile.FindProblem(path).ShouldBe(expected);
            Should.Throw<IOException>(() => NamedFile.Read(path, 100)).Message.ShouldBe(expected);
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
#endif
