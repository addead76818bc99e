using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>The accounts of one gateway, as radosgw-admin makes them.</summary>
internal sealed class CephAccounts(CephFiles files)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WayOut = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public Task AddAsync(string name, string accessKey, string secretKey, CancellationToken cancellation) =>
        RunAsync(cancellation, "user", "create", $"--uid={name}", $"--display-name={name}", $"--access-key={accessKey}", $"--secret={secretKey}");

    public Task AddKeyAsync(string name, string accessKey, string secretKey, CancellationToken cancellation) =>
        RunAsync(cancellation, "key", "create", $"--uid={name}", "--key-type=s3", $"--access-key={accessKey}", $"--secret={secretKey}");

    public Task RemoveKeyAsync(string name, string accessKey, CancellationToken cancellation) =>
        RunAsync(cancellation, "key", "rm", $"--uid={name}", "--key-type=s3", $"--access-key={accessKey}");

    /// <summary>Now and then the program prints its result and hangs or crashes on its way out: what it printed then counts.</summary>
    private async Task RunAsync(CancellationToken cancellation, params IEnumerable<string> words)
    {
        ServerProcess program = await ServerProcess.StartAsync(files.Program(CephFiles.Administration, [.. words, "--log-to-stderr=false"]));
        await ResultComesAsync(program, cancellation);
        bool ended = await program.EndsAsync(WayOut, cancellation);
        if (!ended)
        {
            program.Send(ProcessSignal.Kill);
            await program.EndsAsync(WayOut, cancellation);
        }

        if (!(ended && program.ExitCode == 0) && !HasResult(program))
        {
            throw new InvalidOperationException($"{CephFiles.Administration} failed:\n{program.Output}");
        }
    }

    private static bool HasResult(ServerProcess program) => program.Output.Contains("\n}", StringComparison.Ordinal);

    private static async Task ResultComesAsync(ServerProcess program, CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!program.HasExited && !HasResult(program) && Stopwatch.GetElapsedTime(begin) < Limit)
        {
            await Task.Delay(Pause, cancellation);
        }
    }
}
