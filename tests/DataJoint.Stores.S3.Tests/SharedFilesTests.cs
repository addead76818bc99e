using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Stores.S3.Credentials;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Files that the SDK opens by itself.</summary>
public sealed class SharedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE")]
    [InlineData("AWS_CONFIG_FILE")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")]
    public async Task Whatever_is_no_regular_file_and_what_is_too_large_is_told(string variable)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such things in folders.");
        await _folder.MakePipeAsync("pipe", TestContext.Current.CancellationToken);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        using (FileStream large = File.Create(_folder["large"]))
        {
            large.SetLength(5 << 20);
        }

        foreach ((string path, string expected) in ((string, string)[])[
            (_folder["pipe"], "it is a FIFO, and a regular file is expected"), (_folder["link"], "it is a FIFO"), (_folder["socket"], "it is a socket"),
            (_folder.Path, "it is a directory"), ("/dev/zero", "it is a character device"), (_folder["large"], "it is larger than 4 MiB")])
        {
            StoreException fault = Should.Throw<StoreException>(() => Check((variable, path)));

            fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
            fault.Message.ShouldContain($"the file that {variable} names cannot be used: {expected}");
        }
    }

    [Fact]
    public async Task A_pipe_in_the_home_directory_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        Directory.CreateDirectory(_folder[".aws"]);
        await File.WriteAllTextAsync(_folder[".aws/config"], "[default]", TestContext.Current.CancellationToken);
        Check();
        await _folder.MakePipeAsync(".aws/credentials", TestContext.Current.CancellationToken);

        Should.Throw<StoreException>(() => Check()).Message.ShouldContain("the file ~/.aws/credentials cannot be used: it is a FIFO");
    }

    [Fact]
    public void What_is_missing_or_a_file_is_fine() => Check(("AWS_CONFIG_FILE", _folder["nowhere"]));

    private void Check(params (string Name, string Value)[] variables) =>
        SharedFiles.Check("main", new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), homeDirectory: _folder.Path));
}
