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
    public async Task A_pipe_that_a_variable_names_is_told(string variable)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        await _folder.MakePipeAsync("pipe", TestContext.Current.CancellationToken);

        StoreException fault = Should.Throw<StoreException>(() => Check((variable, _folder["pipe"])));

        fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
        fault.Message.ShouldContain($"the file that {variable} names cannot be used: it is a FIFO, and a regular file is expected");
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
        SharedFiles.Check("main", new Surroundings(variables.ToDictionary(v => v.Name, v => v.Value), homeDirectory: _folder.Path));
}
