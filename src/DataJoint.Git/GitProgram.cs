using System.ComponentModel;
using System.Diagnostics;
using DataJoint.Configuration;

namespace DataJoint.Git;

/// <summary>Runs <c>git</c> so that looking at a hostile repository runs nothing of it.</summary>
/// <remarks>
/// The program is looked for in the absolute directories of PATH alone: .NET itself would take a <c>git</c> from the current directory first.
/// There is no shell. What a repository's configuration could start is switched off: fsmonitor, hooks and pagers by options that come after the
/// repository's own, transports by the variable that outranks every configuration. Only commands that run no filters are used.
/// </remarks>
internal sealed class GitProgram
{
    private static readonly string[] Safety =
    [
        "--no-pager", "--no-replace-objects",
        "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.untrackedCache=false",
        "-c", "core.sshCommand=false", "-c", "diff.external=", "-c", "submodule.recurse=false", "-c", "log.showSignature=false",
    ];

    private readonly string _path;
    private readonly string _directory;
    private readonly string _repository;
    private readonly string? _index;
    private readonly IReadOnlyList<KeyValuePair<string, string?>> _variables;

    private GitProgram(string path, string directory, string repository, string? index = null, IReadOnlyList<KeyValuePair<string, string?>>? variables = null)
    {
        _path = path;
        _directory = directory;
        _repository = repository;
        _index = index;
        _variables = variables ?? [];
    }

    /// <summary>How long a command may take of which nobody says it: enough for a machine with much else to do.</summary>
    public static TimeSpan UsualLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds git.</summary>
    /// <param name="directory">The directory to run it in.</param>
    /// <param name="repository">The directory beyond which it does not look for a repository.</param>
    /// <param name="searchPath">Directories as in PATH; null means those of this process.</param>
    /// <returns>The program, or null when it is not installed.</returns>
    public static GitProgram? Find(string directory, string repository, string? searchPath = null)
    {
        if (searchPath is null && !new ProcessStartInfo().Environment.TryGetValue("PATH", out searchPath))
        {
            return null;
        }

        return ProgramSearch.Find("git", searchPath!) is string path ? new GitProgram(path, directory, repository) : null;
    }

    /// <summary>The same for the index that git gives to a hook: <c>git commit -a</c> and <c>git commit FILE</c> make one for that commit alone.</summary>
    /// <param name="gitDirectory">The directory of the repository, of which the index has to be.</param>
    /// <returns>The program; this one without such an index.</returns>
    public GitProgram ForHook(string gitDirectory)
    {
        if (!new ProcessStartInfo().Environment.TryGetValue("GIT_INDEX_FILE", out string? named) || string.IsNullOrEmpty(named))
        {
            return this;
        }

        // git gives it from the root of the work tree, which may have a link in its path, or absolute.
        string index = Path.GetFullPath(named, _repository);
        bool isOurs = new[] { gitDirectory, Path.Combine(_repository, ".git") }.Any(place => index.StartsWith(place + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return isOurs && File.Exists(index) ? new GitProgram(_path, _directory, _repository, index) : this;
    }

    /// <summary>The same with variables for git, such as GIT_DIR, which come after all others; null removes one.</summary>
    /// <param name="variables">The variables.</param>
    public GitProgram With(params KeyValuePair<string, string?>[] variables) => new(_path, _directory, _repository, _index, [.. _variables, .. variables]);

    /// <summary>Runs a command.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">What it reads, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="timeout">How long it may take; a minute by default.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="GitException">It could not be started or took too long.</exception>
    public async Task<GitAnswer> RunAsync(IEnumerable<string> arguments, byte[]? input, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        using Process process = Start(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan longest = timeout ?? UsualLimit;
        limit.CancelAfter(longest);
        try
        {
            using MemoryStream output = new();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            Task<string> complaints = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, input, limit.Token).ConfigureAwait(false);
            await Task.WhenAll(reading, complaints).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            string complaint = (await complaints.ConfigureAwait(false)).Split('\n')[0].Trim();
            return new GitAnswer(process.ExitCode, output.ToArray(), Display.Sanitize(complaint));
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new GitException(FormattableString.Invariant($"git did not answer within {longest.TotalSeconds:0.#} seconds")) { IsTransient = true };
        }
    }

    /// <summary>Runs a command whose output is read as it comes, however long it is and takes.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="feed">Writes what it reads, at the same time; null for nothing.</param>
    /// <param name="read">Reads its output.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, and the first line of its standard error.</returns>
    /// <exception cref="GitException">It could not be started.</exception>
    public async Task<GitAnswer> StreamAsync(IEnumerable<string> arguments, Func<Stream, Task>? feed, Action<Stream> read, CancellationToken cancellationToken)
    {
        using Process process = Start(arguments);
        using CancellationTokenRegistration end = cancellationToken.Register(() => Kill(process));
        Task<string> complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var feeding = Task.Run(() => FeedAsync(process, feed), CancellationToken.None);
        try
        {
            read(process.StandardOutput.BaseStream);
        }
        catch
        {
            Kill(process);
            throw;
        }

        await feeding.ConfigureAwait(false);
        string complaint = (await complaints.ConfigureAwait(false)).Split('\n')[0].Trim();
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new GitAnswer(process.ExitCode, [], Display.Sanitize(complaint));
    }

    private static async Task FeedAsync(Process process, Func<Stream, Task>? feed)
    {
        try
        {
            await (feed?.Invoke(process.StandardInput.BaseStream) ?? Task.CompletedTask).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    private static async Task FeedAsync(Process process, byte[]? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(_path, Safety.Concat(arguments))
        {
            WorkingDirectory = _directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A hook runs with GIT_DIR and others set, which would make git look at another repository; DJ_ variables may be secrets.
        foreach (string name in start.Environment.Keys.ToList())
        {
            if (name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DJ_", StringComparison.OrdinalIgnoreCase))
            {
                start.Environment.Remove(name);
            }
        }

        if (Path.GetDirectoryName(_repository) is string above)
        {
            start.Environment["GIT_CEILING_DIRECTORIES"] = above;
        }

        if (_index is not null)
        {
            start.Environment["GIT_INDEX_FILE"] = _index;
        }

        start.Environment["GIT_GRAFT_FILE"] = "/dev/null"; // which hides commits, as replaced objects do
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1"; // which git knows from 2.45 on
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none"; // a list of transports, which beats protocol.*.allow of the repository
        start.Environment["LC_ALL"] = "C";
        foreach ((string name, string? value) in _variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new GitException("git could not be started");
        }
        catch (Win32Exception)
        {
            throw new GitException($"git could not be started ({_path})");
        }
    }
}
