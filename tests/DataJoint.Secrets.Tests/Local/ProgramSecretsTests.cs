using System.Diagnostics;
using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Secrets.Local;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Programs that print a secret: scripts that the tests write.</summary>
public sealed class ProgramSecretsTests : IDisposable
{
    private const string Canary = "CANARY-4f1d";

    private readonly string _folder = Directory.CreateTempSubdirectory("datajoint-programs-").FullName;

    public ProgramSecretsTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs are scripts for sh");
        Directory.CreateDirectory(Tools);
        Directory.CreateDirectory(Project);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Tools => Path.Combine(_folder, "tools");

    private string Project => Path.Combine(_folder, "project");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_runs_unless_it_is_asked_for()
    {
        string mark = Path.Combine(_folder, "ran");
        Write(Tools, "get", $"touch {mark}");

        SecretException failure = await FailAsync("ref+exec://get", SecretRules.ProgramNotAllowed, isAllowed: false);

        failure.Diagnostic.Hint.ShouldNotBeNull().ShouldContain("--allow-exec");
        File.Exists(mark).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_program_prints_is_the_secret_without_one_newline()
    {
        Write(Tools, "get", $"printf ' {Canary} \\n\\n'");

        SecretAnswer answer = await AskAsync("ref+exec://get");

        answer.Get().Reveal().ShouldBe($" {Canary} \n");
        answer.Identity.ShouldBe("the program get");
    }

    [Fact]
    public async Task Arguments_stay_what_they_are_and_in_their_order()
    {
        Write(Tools, "get", "for a; do printf '[%s]' \"$a\"; done");

        (await AskAsync("ref+exec://get?arg=show&arg=%24(id)%3B%20%60id%60&arg=&arg=show&arg=*&arg=a%26b")).Get().Reveal().ShouldBe("[show][$(id); `id`][][show][*][a&b]");
    }

    [Fact]
    public async Task A_field_is_taken_out_of_the_json_that_a_program_prints()
    {
        Write(Tools, "get", $$"""echo '{ "password": "{{Canary}}" }'""");

        (await AskAsync("ref+exec://get#/password")).Get().Reveal().ShouldBe(Canary);
    }

    [Fact]
    public async Task A_program_gets_no_input_and_none_of_our_variables()
    {
        Environment.SetEnvironmentVariable("DJ_CANARY", Canary);
        Write(Tools, "get", "cat; env | grep -c '^DJ_'; pwd; true");

        (await AskAsync("ref+exec://get")).Get().Reveal().ShouldBe($"0\n{Project}");
    }

    [Fact]
    public async Task A_program_that_fails_is_reported_without_what_it_said()
    {
        Write(Tools, "get", $"echo {Canary}; echo 'wrong key {Canary}' >&2; exit 3");

        (await FailAsync("ref+exec://get", SecretRules.Unresolved)).Message.ShouldBe("the program get ended with exit code 3");
    }

    [Fact]
    public async Task A_program_that_prints_nothing_gives_no_empty_password()
    {
        Write(Tools, "get", "echo");

        (await FailAsync("ref+exec://get", SecretRules.NotFound)).Message.ShouldBe("the program get prints nothing");
    }

    [Fact]
    public async Task A_program_that_prints_without_end_is_ended()
    {
        Write(Tools, "get", $"exec yes {Canary}");

        (await FailAsync("ref+exec://get", SecretRules.TooLarge)).Message.ShouldEndWith("the program get prints more than the limit of 64 KiB");
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_killed_with_its_children()
    {
        string pids = Path.Combine(_folder, "pids");
        Write(Tools, "get", $"sleep 600 & echo $$ $! > {pids}.part; mv {pids}.part {pids}; wait");

        // On a busy machine the limit may come before the script's second line.
        for (var limit = TimeSpan.FromMilliseconds(500); !File.Exists(pids) && limit < TimeSpan.FromMinutes(2); limit *= 2)
        {
            await FailAsync("ref+exec://get", SecretRules.Unreachable, limits: new SecretLimits { CallTimeout = limit, MaxAttempts = 1 });
        }

        foreach (string pid in (await File.ReadAllTextAsync(pids, Cancellation)).Split())
        {
            if (pid.Length > 0)
            {
                await WaitForEndAsync(int.Parse(pid, CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public async Task What_a_program_leaves_running_is_not_waited_for()
    {
        string pid = Path.Combine(_folder, "pid");
        Write(Tools, "get", $"sleep 600 & echo $! >> {pid}; echo {Canary}");
        TimeSpan usual = ProgramOutput.RestLimit;
        try
        {
            // On a busy machine the time may be over before what was printed is read.
            ProgramOutput.RestLimit = TimeSpan.FromMilliseconds(500);
            SecretAnswer answer;
            do
            {
                ProgramOutput.RestLimit *= 2;
                answer = await AskAsync("ref+exec://get");
            }
            while (answer.Failure is not null && ProgramOutput.RestLimit < usual);
            answer.Get().Reveal().ShouldBe(Canary);
        }
        finally
        {
            ProgramOutput.RestLimit = usual;
            foreach (string line in await File.ReadAllLinesAsync(pid, Cancellation))
            {
                using var left = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
                left.Kill();
            }
        }
    }

    [Fact]
    public async Task What_a_program_leaves_printing_is_ended()
    {
        string pid = Path.Combine(_folder, "pid");
        Write(Tools, "get", $"yes {Canary} & echo $! > {pid}");

        (await FailAsync("ref+exec://get", SecretRules.TooLarge)).Message.ShouldEndWith("the program get prints more than the limit of 64 KiB");

        await WaitForEndAsync(int.Parse(await File.ReadAllTextAsync(pid, Cancellation), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_program_of_1Password_gets_what_it_needs_and_no_credentials_of_others()
    {
        string[] others = ["VAULT_TOKEN", "BAO_TOKEN", "AZURE_CLIENT_SECRET", "LAB_PASSWORD", "DJ_CANARY"];
        foreach (string name in others)
        {
            Environment.SetEnvironmentVariable(name, Canary);
        }

        Environment.SetEnvironmentVariable("OP_SESSION_lab", Canary);
        Environment.SetEnvironmentVariable("XDG_CANARY", Canary);
        Write(Tools, "op", $"env | grep {Canary} | cut -d= -f1 | sort");
        Write(Tools, "get", "env | grep -c -E '^(VAULT_TOKEN|LAB_PASSWORD)='");

        (await AskAsync("ref+op://vault/item/field")).Get().Reveal().ShouldBe("OP_SESSION_lab\nXDG_CANARY");
        (await AskAsync("ref+exec://get")).Get().Reveal().ShouldBe("2", "a program that was allowed gets the environment");
    }

    [Fact]
    public async Task A_name_is_looked_for_in_path_and_never_in_the_project()
    {
        Write(Project, "get", "echo from the project");
        Write(Directory.CreateDirectory(Path.Combine(Project, "bin")).FullName, "get", "echo from the project");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Project);
        string path = string.Join(':', "", ".", "project", Project, Path.Combine(_folder, "link"), Path.Combine(_folder, "link", "bin"));

        (await FailAsync("ref+exec://get", SecretRules.NotFound, path: path)).Message.ShouldBe("the program get is not found in PATH");

        Write(Tools, "get", "echo from the tools");
        (await AskAsync("ref+exec://get", path: $"{path}:{Tools}")).Get().Reveal().ShouldBe("from the tools");
        (await AskAsync($"ref+exec://{Project}/get", path: Tools)).Get().Reveal().ShouldBe("from the project");
    }

    [Theory]
    [InlineData("ref+exec://./get")]
    [InlineData("ref+exec://tools/get")]
    [InlineData("ref+exec://get?argument=x")]
    [InlineData("ref+exec://get?arg=a%00b")]
    [InlineData("ref+op://vault")]
    [InlineData("ref+op://vault/item")]
    [InlineData("ref+op://vault//field")]
    [InlineData("ref+op://vault/item/field?attribute=otp")]
    public Task A_reference_that_says_what_it_may_not_is_refused(string reference) => FailAsync(reference, SecretRules.Malformed);

    [Fact]
    public async Task What_is_no_program_is_reported()
    {
        string file = Path.Combine(Tools, "get");
        await File.WriteAllTextAsync(file, "no program", Cancellation);

        (await FailAsync("ref+exec://get", SecretRules.NotFound)).Message.ShouldBe("the program get is not found in PATH");
        (await FailAsync($"ref+exec://{file}", SecretRules.Unresolved)).Message.ShouldBe("the program get cannot be started");
    }

    [Fact]
    public async Task The_program_of_1Password_needs_no_permission()
    {
        Write(Tools, "op", $"[ \"$1 $2\" = 'read op://My Vault/lab db/password' ] && [ $# = 2 ] && echo {Canary}");

        SecretAnswer answer = await AskAsync("ref+op://My%20Vault/lab%20db/password", isAllowed: false);

        answer.Get().Reveal().ShouldBe(Canary);
        answer.Identity.ShouldBe("the account that op is signed in to");
        (await FailAsync("ref+op://My%20Vault/other/password", SecretRules.Unresolved, isAllowed: false)).Message.ShouldBe("the program op ended with exit code 1");
    }

    [Fact]
    public async Task Without_the_program_of_1Password_the_page_that_has_it_is_named() =>
        (await FailAsync("ref+op://vault/item/password", SecretRules.NotFound)).Diagnostic.Hint.ShouldNotBeNull().ShouldContain("https://developer.1password.com");

    private static async Task WaitForEndAsync(int pid)
    {
        // A process that ended stays visible until its parent, or who adopted it, asks for its exit code.
        try
        {
            while (!(await File.ReadAllTextAsync($"/proc/{pid}/stat", Cancellation)).Contains(") Z ", StringComparison.Ordinal))
            {
                await Task.Delay(20, Cancellation);
            }
        }
        catch (IOException)
        {
            // It is gone, perhaps while it was looked at.
        }
    }

    private static void Write(string folder, string name, string script)
    {
        ExecutableFile.Write(Path.Combine(folder, name), $"#!/bin/sh\n{script}\n");
    }

    private async Task<SecretAnswer> AskAsync(string reference, bool isAllowed = true, string? path = null, SecretLimits? limits = null)
    {
        HostEnvironment host = new(new Dictionary<string, string> { ["PATH"] = path ?? Tools });
        SecretContext context = new(host, Project, isAllowed);
        ISecretManager manager = reference.StartsWith("ref+op", StringComparison.Ordinal) ? new OnePasswordSecrets(context) : new ExecSecrets(context);
        limits ??= new SecretLimits { CallTimeout = TimeSpan.FromSeconds(60), MaxAttempts = 1 };
        return (await new ManagedSecrets(manager, limits).ResolveAllAsync([reference], Cancellation))[0];
    }

    private async Task<SecretException> FailAsync(string reference, DiagnosticRule rule, bool isAllowed = true, string? path = null, SecretLimits? limits = null)
    {
        SecretException failure = (await AskAsync(reference, isAllowed, path, limits)).Failure.ShouldNotBeNull();
        failure.Diagnostic.Rule.Id.ShouldBe(rule.Id, failure.Message);
        (failure + failure.Diagnostic.Hint).ShouldNotContain(Canary);
        return failure;
    }
}
