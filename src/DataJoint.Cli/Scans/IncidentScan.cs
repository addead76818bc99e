using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Scans the work tree and the whole history for an incident.</summary>
internal sealed class IncidentScan
{
    private readonly CommandContext _context;
    private readonly BaselineFile _baseline;

    /// <exception cref="CommandException">The current directory is gone, or the baseline cannot be read.</exception>
    public IncidentScan(CommandContext context, string? baseline)
    {
        _context = context;
        Directory = context.HostEnvironment.FindCurrentDirectory()
            ?? throw new CommandException(ExitCode.Failure, "the current directory is gone", "change to a directory that exists");
        _baseline = BaselineFile.Open(context, Directory, baseline);
    }

    public string Directory { get; }

    /// <summary>Whether there is a history.</summary>
    public bool HasHistory => OpenRepository() is not null;

    /// <summary>What leaked and nobody has accepted. What a commit brought is told with it.</summary>
    public async Task<IReadOnlyList<Leak>> FindAsync()
    {
        ConfigurationSnapshot? project = KnownSecrets.LoadProject(_context);
        (LeakReport files, LeakReport? history) = await ScanAsync(KnownSecrets.In(project), OwnRules.List(_context, project, []));
        IReadOnlyList<Leak> committed = history?.Without(_baseline.Accepted).Leaks ?? [];
        HashSet<string> known = [.. committed.Select(leak => leak.Fingerprint)];
        return [.. committed, .. files.Without(_baseline.Accepted).Leaks.Where(leak => !known.Contains(leak.Fingerprint))];
    }

    /// <summary>Looks for secrets everywhere.</summary>
    public async Task<IReadOnlyList<LeakReport>> LookForAsync(IReadOnlyList<Secret> secrets)
    {
        (LeakReport files, LeakReport? history) = await ScanAsync(secrets, []);
        return history is null ? [files] : [files, history];
    }

    private async Task<(LeakReport Files, LeakReport? History)> ScanAsync(IReadOnlyList<Secret> secrets, IReadOnlyList<PatternRule> rules)
    {
        LeakScanner scanner = new(new LeakScannerOptions { KnownSecrets = secrets, Rules = rules, KeepsCredentials = true });
        ScannedFiles files = new(_context, Directory, includesIgnored: false, followsRepositories: false);
        await files.AddAsync([], _context.Cancellation);
        return (scanner.ScanFiles(Directory, files.Paths, files.Named, _context.Cancellation), await ScanHistoryAsync(scanner));
    }

    private async Task<LeakReport?> ScanHistoryAsync(LeakScanner scanner) => OpenRepository() is GitRepository repository
        ? await scanner.ScanHistoryAsync(repository, ["--all", "--reflog", "--indexed-objects"], _context.Cancellation)
        : null;

    private GitRepository? OpenRepository() => GitRepository.FindRoot(Directory) is string root ? GitRepository.Open(root) : null;
}
