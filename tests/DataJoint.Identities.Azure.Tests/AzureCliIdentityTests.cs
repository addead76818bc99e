using System.ComponentModel;
using System.Diagnostics;
using DataJoint.Identities.Azure.Sources;
using DataJoint.Stores.Tests;

namespace DataJoint.Identities.Azure.Tests;

/// <summary>Which program is taken for the Azure CLI, and what it gets to see.</summary>
public sealed class AzureCliIdentityTests : IDisposable
{
    private const int TextFileBusy = 26;
    private const string Resource = "https://storage.azure.com";

    private readonly TemporaryFolder _folder = new();

    // A name of its own, so that nothing else of this machine is found or run.
    private readonly string _program = "az-" + Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_in_the_current_directory_is_not_run()
    {
        string planted = Path.Combine(Directory.GetCurrentDirectory(), _program);
        Write(planted);
        try
        {
            (await FindAsync("")).ShouldBeNull();
            (await FindAsync(".")).ShouldBeNull();
            (await FindAsync($"{Path.PathSeparator}{Path.PathSeparator}")).ShouldBeNull();
        }
        finally
        {
            File.Delete(planted);
        }
    }

    [Fact]
    public async Task Relative_entries_of_the_search_path_are_passed_over()
    {
        Write(_folder[_program]);
        (await FindAsync(Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder.Path))).ShouldBeNull();
    }

    [Fact]
    public async Task The_program_of_an_absolute_entry_runs_outside_the_project_and_sees_no_secret()
    {
        const string secret = "DJ_AZURE_CLI_CANARY";
        Write(_folder[_program]);
        await File.WriteAllTextAsync(_folder["watch"], "", Cancellation);
        Environment.SetEnvironmentVariable(secret, "CANARY");
        try
        {
            (await FindAsync("relative" + Path.PathSeparator + _folder.Path)).ShouldBe("fake-token");
        }
        finally
        {
            Environment.SetEnvironmentVariable(secret, null);
        }

        (await File.ReadAllTextAsync(_folder["variables"], Cancellation)).ShouldNotContain("CANARY");
        (await File.ReadAllTextAsync(_folder["directory"], Cancellation)).Trim().ShouldEndWith(Path.GetFileName(_folder.Path));
    }

    private static void Write(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        File.WriteAllText(path, """
            #!/bin/sh
            here=$(dirname -- "$0")
            if [ -e "$here/watch" ]; then env > "$here/variables"; pwd > "$here/directory"; fi
            echo '{ "accessToken": "fake-token", "expires_on": 4102444800 }'
            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        RunOnce(path);
    }

    // While another test starts a program, that one may have the script open for writing for a moment, and then nobody can run it.
    private static void RunOnce(string path)
    {
        while (true)
        {
            try
            {
                using Process process = Process.Start(new ProcessStartInfo(path) { RedirectStandardOutput = true })!;
                process.StandardOutput.ReadToEnd().ShouldContain("fake-token");
                process.WaitForExit();
                return;
            }
            catch (Win32Exception busy) when (busy.NativeErrorCode == TextFileBusy)
            {
                Thread.Sleep(5);
            }
        }
    }

    private async Task<string?> FindAsync(string searchPath)
    {
        var identity = new AzureCliIdentity(name => name == "PATH" ? searchPath : null, _program);
        return (await identity.FindAsync(Resource, Cancellation))?.Token;
    }
}
