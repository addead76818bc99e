using System.Diagnostics;
using DataJoint.Cli.Terminals;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>Ctrl-C and SIGTERM while standard input is quiet.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly StoreProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_first_signal_ends_a_put_that_waits_for_its_input()
    {
        using CancellationTokenSource signal = new();
        await using QuietInput input = new(signal);
        Djc djc = _project.Djc(input: input, interruption: signal.Token);

        DjcResult result = await Task.Run(() => djc.Run("store", "put", "-", "main:a"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(130, result.All);
        _project.Files("main").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_signal_ends_a_question_that_nobody_answers()
    {
        using CancellationTokenSource signal = new();
        using ManualResetEventSlim end = new();
        Djc djc = _project.With("main/a", "x").Djc(Hesitate, signal.Token);

        DjcResult result = await Task.Run(() => djc.Run("store", "rm", "main:a"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        end.Set();
        result.ExitCode.ShouldBe(130, result.All);
        result.Error.ShouldBe("Remove main:a? [y/N] \n");
        _project.Files("main").ShouldBe(["a"]);

        string Hesitate()
        {
            _ = signal.CancelAsync();
            end.Wait(TimeSpan.FromMinutes(2));
            return "yes";
        }
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_the_process_and_leaves_nothing_behind(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals exist on POSIX systems only");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Directory.CreateDirectory(_project.PathOf("main")).FullName;
        using Process djc = DjcProcess.StartWithOpenInput(_project.PathOf("."), "store", "put", "-", "main:a");
        while (!djc.HasExited && Directory.GetFileSystemEntries(folder).Length == 0)
        {
            await Task.Delay(20, cancellation);
        }

        (signal == "INT" ? (Action<Process>)Signals.Interrupt : Signals.Terminate)(djc);

        await djc.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(5), cancellation);
        djc.ExitCode.ShouldBe(exitCode, await djc.StandardError.ReadToEndAsync(cancellation));
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mysql", "sql", "SELECT 1")]
    [InlineData("mysql", "check")]
    [InlineData("postgresql", "sql", "SELECT 1")]
    [InlineData("postgresql", "check")]
    public async Task The_first_signal_ends_a_wait_for_a_silent_server(string backend, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals exist on POSIX systems only");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using CountingListener server = new(isSilent: true);
        using TemporaryProject project = new();
        project.Write("datajoint.json", $$"""{ "database.backend": "{{backend}}", "database.host": "{{server.Address}}", "database.user": "ana" }""");
        project.Write(".secrets/database.password", "fake-password");

        // The time limit of the opening would end it too, but with another code: on a busy machine perhaps before the signal comes.
        const int Interrupted = 130;
        int exitCode = 0;
        string error = "";
        for (int i = 0; i < 10 && exitCode != Interrupted; i++)
        {
            int before = server.Accepted;
            using Process djc = DjcProcess.Start(project.Root, words);
            while (!djc.HasExited && server.Accepted == before)
            {
                await Task.Delay(20, cancellation);
            }

            Signals.Interrupt(djc);
            await djc.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(5), cancellation);
            (exitCode, error) = (djc.ExitCode, await djc.StandardError.ReadToEndAsync(cancellation));
        }

        exitCode.ShouldBe(Interrupted, error);
    }

    [Fact]
    public async Task What_comes_in_drops_is_read_whole()
    {
        byte[] bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        using MemoryStream read = new();
        await using InterruptibleInput input = new(new MemoryStream(bytes));

        await input.CopyToAsync(read, 7_000, TestContext.Current.CancellationToken);

        read.ToArray().ShouldBe(bytes);
    }

    /// <summary>Gives some bytes, and then blocks its reader as a quiet pipe does, and sends the signal.</summary>
    private sealed class QuietInput(CancellationTokenSource signal) : MemoryStream
    {
        private readonly ManualResetEventSlim _end = new();
        private bool _isQuiet;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_isQuiet)
            {
                _ = signal.CancelAsync();
                _end.Wait();
                return 0;
            }

            _isQuiet = true;
            buffer[offset] = 1;
            return 1;
        }

        public override int Read(Span<byte> buffer) => Read(new byte[1], 0, 1);

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
