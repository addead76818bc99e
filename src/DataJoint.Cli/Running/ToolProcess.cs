using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Git;

namespace DataJoint.Cli.Running;

/// <summary>Runs another program and gives it a text on its standard input: never in an argument, and never in its environment.</summary>
internal static class ToolProcess
{
    private const string Prefix = "DJ_";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where a program is, or null.</summary>
    public static string? Find(CommandContext context, string program) => ProgramSearch.Find(program, context.Terminal.Find("PATH") ?? "");

    /// <summary>Runs a program to its end; one that does not end within two minutes is ended, with what it started.</summary>
    /// <param name="context">Whose variables it gets, those of DataJoint excepted.</param>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="directory">Where it starts.</param>
    /// <returns>Whether it ended with 0, what it printed, and what it complained.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C; the program has been ended, too.</exception>
    public static (bool IsDone, string Output, string Error) Run(CommandContext context, string program, IReadOnlyList<string> arguments, string input, string? directory)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using Process process = Process.Start(Prepare(context, program, arguments, directory))!;
            return Await(process, input, limit.Token);
        }
        catch (Win32Exception refused)
        {
            return (false, "", SystemFault.Describe(refused));
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            return (false, "", $"it was ended, since it took longer than {Limit.TotalMinutes:0} minutes");
        }
    }

    private static ProcessStartInfo Prepare(CommandContext context, string program, IReadOnlyList<string> arguments, string? directory)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = directory ?? "",
        };
        start.Environment.Clear();
        foreach (KeyValuePair<string, string> variable in context.Terminal.ListVariables().Where(v => !v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
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
