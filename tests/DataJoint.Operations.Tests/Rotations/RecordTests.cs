using DataJoint.Connections.Tests;

namespace DataJoint.Operations.Tests;

/// <summary>What is refused for where the login is kept, before any server is asked.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly Laboratory _laboratory = Laboratory.With("""{ "database": { "host": "127.0.0.1:1", "user": "ana" } }""");

    public void Dispose() => _laboratory.Dispose();

    [Fact]
    public async Task A_password_that_all_environments_share_is_not_changed_for_one()
    {
        Keep(".secrets/database.password", "fake-shared");
        File.WriteAllText(_laboratory["datajoint.prod.json"], """{ "database.host": "127.0.0.1:2" }""");
        _laboratory.Variable("DJ_ENV", "prod");

        (await FailAsync()).Message.ShouldContain("prod alone");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ana")]
    public async Task Two_users_that_cannot_be_told_are_refused_before_a_server_is_asked(string? other)
    {
        Keep(".secrets/database.password", "fake-kept");

        (await FailAsync(new RotationOptions { Alternates = true, OtherUser = other })).Diagnostic.Hint!.ShouldContain("--other USER");
    }

    [Fact]
    public async Task What_a_variable_gives_is_refused()
    {
        _laboratory.Variable("DJ_PASS", "fake-variable");

        (await FailAsync()).Message.ShouldContain("DJ_PASS gives it");
    }

    [Fact]
    public async Task A_file_of_its_own_keeps_its_mode()
    {
        Keep("given", "fake-given");
        File.SetUnixFileMode(_laboratory["given"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        _laboratory.Variable("DJ_PASS_FILE", _laboratory["given"]);

        await Should.ThrowAsync<Connections.ConnectionException>(() => new DatabaseRotation(_laboratory.Load()).RunAsync(TestContext.Current.CancellationToken));

        File.GetUnixFileMode(_laboratory["given"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await File.ReadAllTextAsync(_laboratory["given"], TestContext.Current.CancellationToken)).ShouldBe("fake-given");
    }

    private async Task<RotationException> FailAsync(RotationOptions? options = null)
    {
        RotationException failed = await Should.ThrowAsync<RotationException>(
            () => new DatabaseRotation(_laboratory.Load(), options).RunAsync(TestContext.Current.CancellationToken));
        failed.Diagnostic.Id.ShouldBe("DJ7101");
        failed.ToString().ShouldNotContain("fake-");
        return failed;
    }

    private void Keep(string file, string text)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(_laboratory[folder], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.WriteAllText(_laboratory[file], text);
        File.SetUnixFileMode(_laboratory[file], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
