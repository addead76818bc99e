using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Signs as the user's git does: with its program, format and key. What the repository itself names as a program is not run.</summary>
internal sealed class ObjectSigner
{
    private readonly string _program;
    private readonly string[] _arguments;

    private ObjectSigner(string program, string[] arguments) => (_program, _arguments) = (program, arguments);

    /// <summary>Reads the settings of git.</summary>
    /// <exception cref="PurgeException">There is no key to sign with.</exception>
    public static async Task<ObjectSigner> OpenAsync(RepositoryState state, CancellationToken cancellationToken)
    {
        string format = await ReadAsync(state, "gpg.format", ofUser: false, cancellationToken).ConfigureAwait(false) ?? "openpgp";
        string? key = await ReadAsync(state, "user.signingkey", ofUser: false, cancellationToken).ConfigureAwait(false);
        string usual = format switch { "ssh" => "ssh-keygen", "x509" => "gpgsm", _ => "gpg" };
        string program = await ReadAsync(state, $"gpg.{format}.program", ofUser: true, cancellationToken).ConfigureAwait(false)
            ?? (format == "openpgp" ? await ReadAsync(state, "gpg.program", ofUser: true, cancellationToken).ConfigureAwait(false) : null) ?? usual;
        key ??= format == "ssh" ? null : await ReadAsync(state, "user.email", ofUser: false, cancellationToken).ConfigureAwait(false);
        if (key is null)
        {
            throw new PurgeException(PurgeRules.Impossible, "there is no key to sign with", "Run: git config --global user.signingkey KEY; or purge without --sign.");
        }

        // By its path: a name alone would be looked for in the current directory, too.
        string path = Path.IsPathFullyQualified(program) ? program
            : ProgramSearch.Find(program, new ProcessStartInfo().Environment.TryGetValue("PATH", out string? folders) ? folders ?? "" : "")
            ?? throw new PurgeException(PurgeRules.Impossible, $"{Display.Sanitize(program)} is not in PATH, and signs", "Install it, or purge without --sign.");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string file = key.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, key[2..]) : key;
        return new ObjectSigner(path, format == "ssh" ? ["-Y", "sign", "-n", "git", "-f", file] : ["--status-fd=2", "-bsau", key]);
    }

    /// <summary>The signature of bytes, with its line ends.</summary>
    public byte[] Sign(byte[] bytes)
    {
        ProcessStartInfo start = new(_program, _arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start) ?? throw CreateException("it could not be started");
            Task<string> complaint = process.StandardError.ReadToEndAsync();
            using MemoryStream signature = new();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(signature);
            process.StandardInput.BaseStream.Write(bytes);
            process.StandardInput.Close();
            process.WaitForExit();
            reading.GetAwaiter().GetResult();
            string[] said = complaint.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return process.ExitCode == 0 && signature.Length > 0 ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(signature.ToArray()).Replace("\r", "", StringComparison.Ordinal))
                : throw CreateException(said.FirstOrDefault(line => !line.StartsWith('[')) ?? "it gave no signature");
        }
        catch (Exception failed) when (failed is Win32Exception or IOException)
        {
            throw CreateException(failed.Message);
        }
    }

    private PurgeException CreateException(string reason) =>
        new(PurgeRules.Impossible, $"{Display.Sanitize(_program)} does not sign: {Display.Sanitize(reason, 400)}", "Let git commit --gpg-sign work first, or purge without --sign.");

    private static async Task<string?> ReadAsync(RepositoryState state, string name, bool ofUser, CancellationToken cancellationToken)
    {
        foreach (string[] scope in ofUser ? (string[][])[["--global"], ["--system"]] : [[]])
        {
            GitAnswer answer = await state.Git.RunAsync(["config", .. scope, "--get", name], null, cancellationToken).ConfigureAwait(false);
            string value = Encoding.UTF8.GetString(answer.Output).TrimEnd('\n');
            if (answer.ExitCode == 0 && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}
