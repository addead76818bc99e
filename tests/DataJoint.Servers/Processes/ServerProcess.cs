using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DataJoint.Servers;

/// <summary>A running server with the last lines of what it printed.</summary>
internal sealed partial class ServerProcess
{
    private const int LinesKept = 200;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last 200 lines of standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static async Task<ServerProcess> StartAsync(ServerCommand command)
    {
        IReadOnlyList<string> words = command.Words();
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach ((string name, string value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(await Launcher.StartAsync(start));
        server.Listen();
        return server;
    }

    /// <summary>Runs a program that ends by itself, and gives what it printed.</summary>
    public static async Task<string> RunAsync(ServerCommand command, TimeSpan limit, CancellationToken cancellation)
    {
        ServerProcess process = await StartAsync(command);
        if (!await process.EndsAsync(limit, cancellation))
        {
            process.Send(ProcessSignal.Kill);
            throw new TimeoutException($"{command.Program} did not end within {limit.TotalSeconds} s:\n{process.Output}");
        }

        return process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException($"{command.Program} ended with exit code {process.ExitCode}:\n{process.Output}");
    }

    /// <summary>What a server's program says of itself, in one line.</summary>
    public static async Task<string> VersionAsync(ServerCommand command, CancellationToken cancellation) =>
        (await RunAsync(command, TimeSpan.FromMinutes(2), cancellation)).Trim().ReplaceLineEndings(" ");

    public void Send(ProcessSignal signal)
    {
        // Process.Kill knows whether the number is still this process's; for the milder signals asking first must do.
        if (signal == ProcessSignal.Kill)
        {
            _process.Kill();
        }
        else if (!HasExited)
        {
            _ = Kill(Id, (int)signal);
        }
    }

    /// <summary>Waits, and says whether the process has ended.</summary>
    public async Task<bool> EndsAsync(TimeSpan limit, CancellationToken cancellation = default)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(timer.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return _process.HasExited;
        }
    }

    /// <summary>The same, for the end of the test process.</summary>
    public bool Ends(TimeSpan limit) => _process.WaitForExit(limit);

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int process, int signal);
}
