using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary>
/// Runs a program and takes what it prints for a secret. There is no shell; it gets no input and only the variables that are meant for it. What it
/// writes to standard error is not shown: it may hold the secret.
/// </summary>
internal static class ProgramOutput
{
    private const int MaxBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How long the rest of the output may take when the program has ended. Then only something that it started still holds the pipe.</summary>
    public static TimeSpan RestLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs a program.</summary>
    /// <param name="path">The program's absolute path.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="isPassedOn">Which variables of the environment it gets, by name.</param>
    /// <param name="cancellationToken">Kills it, with its children.</param>
    /// <returns>What it printed, without the newline at its end.</returns>
    /// <exception cref="SecretException">It could not be started, failed, or printed what cannot be a secret.</exception>
    public static async Task<Secret> ReadAsync(string path, IEnumerable<string> arguments, string directory, Func<string, bool> isPassedOn, CancellationToken cancellationToken)
    {
        string name = Display.Sanitize(Path.GetFileName(path), 60);
        using Process process = Start(path, arguments, directory, isPassedOn, name);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            process.StandardInput.Close();
            PrintedBytes printed = new(process.StandardOutput.BaseStream, MaxBytes);
            Task reading = printed.ReadAsync(end.Token);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, end.Token);
            await WaitForExitAsync(process, reading, printed, cancellationToken).ConfigureAwait(false);
            if (!printed.IsTooMuch && process.ExitCode != 0)
            {
                throw new SecretException(
                    $"the program {name} ended with exit code {process.ExitCode}", "Run it by hand to see why: what it says is not shown here, since it may hold a secret.");
            }

            await Task.WhenAny(reading, Task.Delay(RestLimit, end.Token)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return printed.IsTooMuch
                ? throw SecretException.From(
                    SecretRules.TooLarge, $"the program {name} prints more than the limit of {MaxBytes / 1024} KiB", "It must print the secret, and nothing else.", isTransient: false)
                : Understand(printed.Bytes, name);
        }
        finally
        {
            Kill(process);
            await end.CancelAsync().ConfigureAwait(false);
            process.StandardOutput.Dispose();
            process.StandardError.Dispose();
        }
    }

    /// <summary>Until the program has ended, or has printed too much.</summary>
    private static async Task WaitForExitAsync(Process process, Task reading, PrintedBytes printed, CancellationToken cancellationToken)
    {
        Task exit = process.WaitForExitAsync(cancellationToken);
        await (await Task.WhenAny(reading, exit).ConfigureAwait(false)).ConfigureAwait(false);
        if (!printed.IsTooMuch)
        {
            await exit.ConfigureAwait(false);
        }
    }

    private static Secret Understand(ReadOnlySpan<byte> printed, string name)
    {
        string text;
        try
        {
            text = Strict.GetString(printed);
        }
        catch (DecoderFallbackException)
        {
            throw new SecretException($"what the program {name} prints is not UTF-8", "It must print the secret, and nothing else.");
        }

        text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return text.Length > 0 ? new Secret(text)
            : throw SecretException.From(SecretRules.NotFound, $"the program {name} prints nothing", "It must print the secret, and nothing else.", isTransient: false);
    }

    private static Process Start(string path, IEnumerable<string> arguments, string directory, Func<string, bool> isPassedOn, string name)
    {
        ProcessStartInfo start = new(path, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in start.Environment.Keys.Where(variable => !isPassedOn(variable)).ToList())
        {
            start.Environment.Remove(variable);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SecretException($"the program {name} cannot be started", $"Check that {Display.Sanitize(path)} is a program that this user may run.");
        }
    }

    /// <summary>Ends it where it runs on: after its time, or when it prints too much.</summary>
    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }
}
