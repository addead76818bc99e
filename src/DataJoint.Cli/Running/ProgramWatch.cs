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

    /// <summary>How soon what failed is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly CommandContext _context;
    private readonly DataJointConfig _config;
    private readonly ProgramPlan _plan;
    private readonly VariableFiles? _files;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly Timer _fileTimer;
    private readonly ConfigurationWatch _watch;
    private ChildCommand _wanted;
    private string _fault = "";
    private string _fileFault = "";
    private bool _isFileFaultReported;
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
        AskLater();
        ReadFilesLater();
    }

    /// <summary>What is to take the place of what runs.</summary>
    public Replacements Replacements { get; } = new();

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _fileTimer.Dispose();
            _watch.Dispose();
        }
    }

    private void Check() => Guard(() =>
    {
        Want(_plan.CreateAsync(_context, _config.Snapshot, _files?.All ?? _context.Terminal.ListVariables(), CancellationToken.None).AsTask().GetAwaiter().GetResult());
        _fault = "";
        AskLater();
    });

    private void ReadFiles()
    {
        Guard(() =>
        {
            if (TryRefresh())
            {
                _config.Reload();
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
            bool hasChanged = _files!.Refresh();
            _fileFault = "";
            return hasChanged;
        }
        catch (CommandException failure)
        {
            bool isKnown = _fileFault == failure.Message;
            if (isKnown && !_isFileFaultReported)
            {
                _context.WriteNote(failure.Message);
                NoteGoesOn();
            }

            _isFileFaultReported = isKnown;
            _fileFault = failure.Message;
            return false;
        }
    }

    private void ReadFilesLater()
    {
        lock (_gate)
        {
            if (_files is not null && !_isDisposed)
            {
                _fileTimer.Change(FileInterval, Timeout.InfiniteTimeSpan);
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
            catch (SecretException failed)
            {
                ReportFault(failed.Diagnostic.ToString(), () => _context.WriteDiagnostics([failed.Diagnostic]));
            }
            catch (ConfigurationException failed)
            {
                ReportFault(failed.Message, () => _context.WriteDiagnostics(failed.Diagnostics));
            }
            catch (CommandException failed)
            {
                ReportFault(failed.Message, () => _context.WriteNote(failed.Message));
            }

            _context.Error.Flush();
        }
    }

    private void Want(ChildCommand next)
    {
        IReadOnlyList<string> names = next.ListDifferences(_wanted);
        if (names.Count > 0)
        {
            _context.WriteNote($"{string.Join(", ", names.Select(name => Display.Sanitize(name)))} changed: {_plan.Name} is restarted");
            _wanted = next;
            Replacements.Put(next);
        }
    }

    private void AskLater()
    {
        if (_plan.HasReferences(_config.Snapshot))
        {
            _timer.Change(AskInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Once for each fault; it is tried again by itself.</summary>
    private void ReportFault(string fault, Action report)
    {
        _timer.Change(RetryInterval, Timeout.InfiniteTimeSpan);
        if (fault != _fault)
        {
            _fault = fault;
            report();
            NoteGoesOn();
        }
    }

    private void NoteGoesOn() => _context.WriteNote($"{_plan.Name} goes on with the settings that it has");

    private void ReportProblem(IReadOnlyList<Diagnostic> problems) => Guard(() =>
    {
        _context.WriteDiagnostics(problems);
        NoteGoesOn();
    });

    private void ReportRecovery() => Guard(() => _context.WriteNote("the settings can be read again"));
}
