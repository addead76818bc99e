using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DataJoint.Conformance.Tests;

/// <summary>The program that is measured, and how it is started.</summary>
internal sealed class ProgramUnderTest(IReadOnlyList<string> commandLine)
{
    private static readonly string[] InheritedVariables = OperatingSystem.IsWindows() ? ["DOTNET_ROOT", "SystemRoot", "TEMP"] : ["DOTNET_ROOT", "TMPDIR"];
    private static readonly string[] HomeVariables = OperatingSystem.IsWindows() ? ["HOME", "LOCALAPPDATA"] : ["HOME"];

    public IReadOnlyList<string> CommandLine { get; } = commandLine;

    /// <summary>Runs a step of a case. Null when it did not end in time.</summary>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public async Task<ProgramResult?> RunAsync(CaseStep step, CaseDirectory directory, TimeSpan limit)
    {
        using var process = new Process { StartInfo = StartInfo(step, directory) };
        process.Start();
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            Task<string> output = ReadAsync(process.StandardOutput.BaseStream, timeout.Token);
            Task<string> error = ReadAsync(process.StandardError.BaseStream, timeout.Token);
            await FeedAsync(process, step, new RootPlaceholder(directory.Root), timeout.Token);
            string[] texts = await Task.WhenAll(output, error);
            await process.WaitForExitAsync(timeout.Token);
            return new ProgramResult(process.ExitCode, texts[0], texts[1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
    }

    private ProcessStartInfo StartInfo(CaseStep step, CaseDirectory directory)
    {
        var root = new RootPlaceholder(directory.Root);
        IEnumerable<string> arguments = step.Arguments.SelectMany(argument => argument == "{exe}" ? CommandLine : [root.Fill(argument)]);
        var start = new ProcessStartInfo(CommandLine[0], [.. CommandLine.Skip(1), .. arguments])
        {
            WorkingDirectory = Path.Combine(directory.Root, step.Directory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment, step, directory, root);
        return start;
    }

    private static void SetEnvironment(
        IDictionary<string, string?> environment, CaseStep step, CaseDirectory directory, RootPlaceholder root)
    {
        environment.Clear();
        environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin";
        foreach (string name in HomeVariables)
        {
            environment[name] = directory.Home;
        }

        foreach (string name in InheritedVariables)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        foreach ((string name, string value) in step.Environment)
        {
            environment[name] = root.Fill(value);
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static async Task FeedAsync(Process process, CaseStep step, RootPlaceholder root, CancellationToken cancellationToken)
    {
        try
        {
            if (step.Stdin is { } content)
            {
                await process.StandardInput.BaseStream.WriteAsync(CaseContent.Bytes(root.Fill(content)), cancellationToken);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading all of it. That is its right.
        }
    }
}
