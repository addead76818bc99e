using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>Runs of <c>djc migrate</c> inside this process, in a directory of their own, with a terminal or without one.</summary>
internal sealed class MigrateRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("djc-migrate-");

    public MigrateRun(string? oldFile = null)
    {
        Directory.CreateDirectory(Path.Combine(Project, ".git"));
        Directory.CreateDirectory(Home);
        if (oldFile is not null)
        {
            File.WriteAllText(this["dj_local_conf.json"], oldFile);
        }
    }

    public string Project => Path.Combine(_root.FullName, "project");

    public string Home => Path.Combine(_root.FullName, "home");

    public string this[string name] => Path.Combine(Project, name);

    /// <summary>What is typed at the question; without it there is no terminal.</summary>
    public string? Answer { get; set; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public int Migrate(params string[] words)
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
