using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>Runs of <c>djc migrate</c> inside this process, in a directory of their own, with a terminal or without one.</summary>
internal sealed class MigrateRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("djc-migrate-");

    internal MigrateRun(string? oldFile = null)
    {
        Directory.CreateDirectory(Path.Combine(Project, ".git"));
        Directory.CreateDirectory(Home);
        if (oldFile is not null)
        {
            File.WriteAllText(this["dj_local_conf.json"], oldFile);
        }
    }

    internal string Project => Path.Combine(_root.FullName, "project");

    internal string Home => Path.Combine(_root.FullName, "home");

    internal string this[string name] => Path.Combine(Project, name);

    /// <summary>What is typed at the question; without it there is no terminal.</summary>
    internal string? Answer { get; set; }

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    internal int Migrate(params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Terminal terminal = new(output, error, static _ => null)
        {
            IsInputTerminal = Answer is not null,
            IsErrorTerminal = Answer is not null,
            ReadLine = () => Answer,
        };
        int exitCode = new DjcApplication(terminal, new HostEnvironment(new Dictionary<string, string>(), Project, null, Home)).Run(["migrate", .. words]);
        Output = output.ToString();
        Error = error.ToString();
        return exitCode;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
