using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using DataJoint.Cli.Terminals;
using DataJoint.Git;

namespace DataJoint.Cli.Running;

/// <summary>Runs another program and gives it a text on its standard input: never in an argument, and never in its environment.</summary>
internal sealed class ToolProcess
{
    private const string Prefix = "DJ_";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Terminal _terminal;
    private readonly string _program;

    /// <summary>Prepares it.</summary>
    /// <param name="terminal">Whose variables it gets, those of DataJoint excepted.</param>
    /// <param name="program">Its path.</param>
    public ToolProcess(Terminal terminal, string program)
    {
        _terminal = terminal;
        _program = program;
    }

    /// <summary>Where it starts; null for the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>After this time it is ended, with what it started.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where a program is, or null.</summary>
    public static string? Find(Terminal terminal, string program) => ProgramSearch.Find(program, terminal.Find("PATH") ?? "");

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellation">Ends it, too.</param>
    /// <returns>Whether it ended with 0, what it printed, and what it complained.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C; the program has been ended.</exception>
    public (bool IsDone, string Output, string Error) Run(IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using Process process = Process.Start(Prepare(arguments))!;
            return Await(process, input, limit.Token);
        }
        catch (Win32Exception refused)
        {
            return (false, "", SystemFault.Describe(refused));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, "", string.Create(CultureInfo.InvariantCulture, $"it was ended, since it took longer than {Limit.TotalSeconds:0.###} s"));
        }
    }

    private ProcessStartInfo Prepare(IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(_program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = Directory ?? "",
        };
        start.Environment.Clear();
        foreach (KeyValuePair<string, string> variable in _terminal.ListVariables().Where(v => !v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment[variable.Key] = variable.Value;
        }

        return start;
    }

    private static (bool IsDone, string Output, string Error) Await(Process process, string input, CancellationToken limit)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var whole = Task.WhenAll(Task.Run(() => Feed(process, input), CancellationToken.None), output, error, process.WaitForExitAsync(CancellationToken.None));
        try
        {
            whole.WaitAsync(limit).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode == 0, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>A program that ends without reading it all is judged by its exit code.</summary>
    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            return;
        }
    }
}
