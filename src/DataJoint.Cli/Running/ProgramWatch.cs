using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>While a program runs, looks for what it would get now, and wants it to run with that when it is something else.</summary>
internal sealed class ProgramWatch : IDisposable
{
    /// <summary>How often secrets are asked for that are kept elsewhere: nobody tells when one has changed there.</summary>
    private static readonly TimeSpan AskInterval = TimeSpan.FromMinutes(5);

    /// <summary>How often the files of variables are read: they are small, and mostly on this machine.</summary>
    private static readonly TimeSpan FileInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How often what they say now is tried when the settings cannot be loaded with it.</summary>
    private static readonly TimeSpan RejectedInterval = TimeSpan.FromSeconds(5);

    /// <summary>How soon what failed is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly CommandContext _context;
    private readonly DataJointConfig _config;
    private readonly ProgramPlan _plan;
    private readonly VariableFiles? _files;
    private readonly CancellationTokenSource _disposal = new();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly Timer _fileTimer;
    private readonly ConfigurationWatch _watch;
    private ChildCommand _wanted;
    private string _fault = "";
    private string _fileFault = "";
    private bool _isFileFaultReported;
    private TimeSpan _fileWait = FileInterval;
    private bool _isDisposed;

    /// <summary>Begins.</summary>
    /// <param name="context">Takes what is worth knowing.</param>
    /// <param name="config">The settings.</param>
    /// <param name="plan">What is made of them.</param>
    /// <param name="files">The variables of files, or null.</param>
    /// <param name="first">What runs now.</param>
    public ProgramWatch(CommandContext context, DataJointConfig config, ProgramPlan plan, VariableFiles? files, ChildCommand first)
    {
        (_context, _config, _plan, _files, _wanted) = (context, config, plan, files, first);
        _timer = new Timer(_ => Check());
        _watch = config.Watch(new WatchOptions { OnProblem = ReportProblem, OnRecovered = ReportRecovery, OnChanged = _ => Check() });
        _fileTimer = new Timer(_ => ReadFiles());
        AskAfter(AskInterval);
        ReadFilesLater();
    }

    /// <summary>What is to take the place of what runs.</summary>
    public Replacements Replacements { get; } = new();

    public void Dispose()
    {
        _disposal.Cancel(); // whoever holds the lock may be waiting for a secret
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _fileTimer.Dispose();
            _watch.Dispose();
            _disposal.Dispose();
        }
    }

    private void Check() => Guard(() =>
    {
        ConfigurationSnapshot snapshot = _config.Snapshot;
        IReadOnlyDictionary<string, string> inherited = _files?.All ?? _context.Terminal.ListVariables();
        Tell(() => _plan.Review(_context, snapshot, inherited));
        Want(_plan.CreateAsync(snapshot, inherited, _disposal.Token).AsTask().GetAwaiter().GetResult());
        _fault = "";
        AskAfter(AskInterval);
    });

    private void ReadFiles()
    {
        Guard(() =>
        {
            if (TryRefresh())
            {
                Check();
            }
        });
        ReadFilesLater();
    }

    /// <summary>A fault is reported when the next reading finds it, too.</summary>
    private bool TryRefresh()
    {
        try
        {
            bool hasChanged = _files!.Refresh(_config.Reload);
            (_fileFault, _fileWait) = ("", FileInterval);
            return hasChanged;
        }
        catch (CommandException failure)
        {
            _fileWait = FileInterval;
            NoteFileFault(failure.Message, () => _context.WriteNote(failure.Message));
        }
        catch (ConfigurationException failure)
        {
            _fileWait = _fileFault == failure.Message ? RejectedInterval : FileInterval;
            NoteFileFault(failure.Message, () => _context.WriteDiagnostics(failure.Diagnostics));
        }

        return false;
    }

    private void NoteFileFault(string fault, Action report)
    {
        bool isKnown = _fileFault == fault;
        if (isKnown && !_isFileFaultReported)
        {
            Tell(report + NoteGoesOn);
        }

        _isFileFaultReported = isKnown;
        _fileFault = fault;
    }

    private void ReadFilesLater()
    {
        lock (_gate)
        {
            if (_files is not null && !_isDisposed)
            {
                _fileTimer.Change(_fileWait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>One piece of work at a time, and none after disposal. What is wrong with the settings, or with a secret, is reported.</summary>
    private void Guard(Action work)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                work();
            }
            catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
            {
                // Nobody wants to know any more.
            }
            catch (SecretException failed)
            {
                ReportFault(failed.Message, () => _context.WriteDiagnostics(failed.Diagnostics));
            }
            catch (ConfigurationException failed)
            {
                ReportFault(failed.Message, () => _context.WriteDiagnostics(failed.Diagnostics));
            }
            catch (CommandException failed)
            {
                ReportFault(failed.Message, () => _context.WriteNote(failed.Message));
            }
        }
    }

    private void Want(ChildCommand next)
    {
        IReadOnlyList<string> names = next.ListDifferences(_wanted);
        if (names.Count > 0)
        {
            Tell(() => _context.WriteNote($"{string.Join(", ", names.Select(name => Display.Sanitize(name)))} changed: {_plan.Name} is restarted"));
            _wanted = next;
            Replacements.Put(next);
        }
    }

    private void AskAfter(TimeSpan wait)
    {
        if (_plan.HasReferences(_config.Snapshot))
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Once for each fault. Where it makes sense to ask now and then, it is tried again by itself.</summary>
    private void ReportFault(string fault, Action report)
    {
        AskAfter(RetryInterval);
        if (fault != _fault)
        {
            _fault = fault;
            Tell(report + NoteGoesOn);
        }
    }

    /// <summary>The program goes on when nobody can be told: the disk is full, or the descriptor is closed.</summary>
    private void Tell(Action report)
    {
        try
        {
            report();
            _context.Error.Flush();
        }
        catch (IOException)
        {
            // What is lost is told to nobody.
        }
    }

    private void NoteGoesOn() => _context.WriteNote($"{_plan.Name} goes on with the settings that it has");

    private void ReportProblem(IReadOnlyList<Diagnostic> problems) => Guard(() => Tell(() =>
    {
        _context.WriteDiagnostics(problems);
        NoteGoesOn();
    }));

    private void ReportRecovery() => Guard(() => Tell(() => _context.WriteNote("the settings can be read again")));
}
