using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Local;

/// <summary>
/// Runs a program and takes what it prints for a secret. There is no shell; it gets no input and none of our own variables, which may be secrets. What it writes
/// to standard error is not shown: it may hold the secret.
/// </summary>
internal static class ProgramOutput
{
    private const int MaxBytes = 64 * 1024;
    private const string OwnVariables = "DJ_";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Runs a program.</summary>
    /// <param name="path">The program's absolute path.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="cancellationToken">Kills it, with its children.</param>
    /// <returns>What it printed, without the newline at its end.</returns>
    /// <exception cref="SecretException">It could not be started, failed, or printed what cannot be a secret.</exception>
    public static async Task<Secret> ReadAsync(string path, IEnumerable<string> arguments, string directory, CancellationToken cancellationToken)
    {
        string name = Display.Sanitize(Path.GetFileName(path), 60);
        using Process process = Start(path, arguments, directory, name);
        try
        {
            process.StandardInput.Close();
            Task<byte[]?> reading = ReadAsync(process.StandardOutput.BaseStream, cancellationToken);
            Task draining = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            if (await reading.ConfigureAwait(false) is not byte[] printed)
            {
                throw new SecretException($"the program {name} prints more than {MaxBytes / 1024} KiB", "It must print the secret, and nothing else.");
            }

            await draining.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? Understand(printed, name) : throw new SecretException(
                $"the program {name} ended with exit code {process.ExitCode}", "Run it by hand to see why: what it says is not shown here, since it may hold a secret.");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Secret Understand(byte[] printed, string name)
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

    /// <summary>All that is printed, or null when it is too much.</summary>
    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxBytes + 1];
        int length = await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length > MaxBytes ? null : buffer[..length];
    }

    private static Process Start(string path, IEnumerable<string> arguments, string directory, string name)
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
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase)).ToList())
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
