using System.Diagnostics;
using System.Globalization;

namespace DataJoint.Servers;

/// <summary>A server in a container, where neither Debian's packages nor the Debian folder have it.</summary>
internal sealed class DockerContainer : IServerHost
{
    /// <summary>Where the container's copy of the server's files is.</summary>
    public const string FilesInside = "/run/datajoint";

    private const string Program = "docker";
    private const string Label = "datajoint-test-server";

    /// <summary>The files are ours outside; a key has to be the server's own. Statements for the new server go where the image looks for them.</summary>
    private const string TakeFiles =
        $"set -e; cp -R /datajoint {FilesInside}; chown -R \"$0\" {FilesInside}; find {FilesInside} -name '*.key' -exec chmod 600 {{}} +; "
        + $"find {FilesInside} -name '*.sql' -exec cp {{}} /docker-entrypoint-initdb.d/ \\;; exec docker-entrypoint.sh \"$@\"";

    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DatabaseImage _image;
    private readonly RunFolder _folder;
    private readonly PortLease _lease;
    private readonly string _name = $"{Label}-{Guid.NewGuid():N}";

    private DockerContainer(DatabaseImage image, RunFolder folder, PortLease lease) => (_image, _folder, _lease) = (image, folder, lease);

    public int Port => _lease.Port;

    public int ProcessId => int.Parse(Inspect("{{.State.Pid}}"), CultureInfo.InvariantCulture);

    public string Directory => _folder.Path;

    public bool IsRunning => Inspect("{{.State.Running}}") == "true";

    public string Output => DockerAsync(Limit, CancellationToken.None, "logs", "--tail", "200", _name).GetAwaiter().GetResult();

    /// <summary>Fails, with what else would do, where Docker does not work.</summary>
    public static Task RequireAsync(DatabaseImage image, CancellationToken cancellation) => RequireAsync(image, Program, cancellation);

    /// <param name="image">What is to be started.</param>
    /// <param name="program">Docker's own program.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task RequireAsync(DatabaseImage image, string program, CancellationToken cancellation)
    {
        try
        {
            await ServerProcess.RunAsync(new ServerCommand(program, "info"), Limit, cancellation);
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception)
        {
            throw new UnavailableException($"{image.Instead}, and there is no Docker that works to start {image.Name} with");
        }
    }

    /// <summary>Starts a container with the server's files, which become its to delete.</summary>
    public static async Task<DockerContainer> StartAsync(DatabaseImage image, RunFolder folder, IEnumerable<string> command, CancellationToken cancellation)
    {
        var container = new DockerContainer(image, folder, PortLease.Take());
        ProcessEnd.Add(container.Remove);
        try
        {
            await DockerAsync(PullLimit, cancellation, [.. RunWords(image, container._name, folder.Path, container.Port), .. command]);
            await container.AnswersAsync(cancellation);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync() => DockerAsync(Limit, CancellationToken.None, "stop", _name);

    public Task KillAsync() => DockerAsync(Limit, CancellationToken.None, "kill", _name);

    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        await DockerAsync(Limit, cancellation, "start", _name);
        await AnswersAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    /// <summary>The words up to the command that the container runs.</summary>
    /// <param name="image">What runs in the container.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="files">The directory with the server's files.</param>
    /// <param name="port">The port on loopback.</param>
    public static IEnumerable<string> RunWords(DatabaseImage image, string name, string files, int port) =>
    [
        "run", "--detach", "--name", name, "--label", Label, "--publish", $"127.0.0.1:{port}:{image.Port}", "--volume", $"{files}:/datajoint:ro",
        .. image.Environment.SelectMany(variable => (string[])["--env", variable]), "--entrypoint", "/bin/sh", image.Name, "-c", TakeFiles, image.User,
    ];

    private static Task<string> DockerAsync(TimeSpan limit, CancellationToken cancellation, params IReadOnlyList<string> words) =>
        ServerProcess.RunAsync(new ServerCommand(Program, words), limit, cancellation);

    private string Inspect(string format) => DockerAsync(Limit, CancellationToken.None, "inspect", "--format", format, _name).GetAwaiter().GetResult().Trim();

    private void Remove()
    {
        try
        {
            DockerAsync(Limit, CancellationToken.None, "rm", "--force", "--volumes", _name).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException)
        {
            // Removed already, or never made.
        }

        _folder.Dispose();
        _lease.Dispose();
    }

    private async Task AnswersAsync(CancellationToken cancellation)
    {
        // Docker's own proxy accepts at once; only the server's first words count.
        for (long begin = Stopwatch.GetTimestamp(); !await _image.IsReady(Port, cancellation); await Task.Delay(100, cancellation))
        {
            if (Stopwatch.GetElapsedTime(begin) > Limit || !IsRunning)
            {
                throw new InvalidOperationException($"{_image.Name} did not answer:\n{Output}");
            }
        }
    }
}
