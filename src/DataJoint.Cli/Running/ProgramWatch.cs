using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>While a program runs, looks for what it would get now, and wants it to run with that when it is something else.</summary>
internal sealed class ProgramWatch : IDisposable
{
    /// <summary>How often secrets are asked for that are kept elsewhere: nobody tells when one has changed there.</summary>
    private static readonly TimeSpan AskInterval = TimeSpan.FromMinutes(5);

    /// <summary>How soon what failed is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly CommandContext _context;
    private readonly DataJointConfig _config;
    private readonly ProgramPlan _plan;
    private readonly Func<IReadOnlyDictionary<string, string>> _inherited;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly ConfigurationWatch _watch;
    private ChildCommand _wanted;
    private string _fault = "";
    private bool _isDisposed;

    /// <summary>Begins.</summary>
    /// <param name="context">Takes what is worth knowing.</param>
    /// <param name="config">The settings.</param>
    /// <param name="plan">What is made of them.</param>
    /// <param name="inherited">The variables that the program inherits.</param>
    /// <param name="first">What runs now.</param>
    public ProgramWatch(CommandContext context, DataJointConfig config, ProgramPlan plan, Func<IReadOnlyDictionary<string, string>> inherited, ChildCommand first)
    {
        (_context, _config, _plan, _inherited, _wanted) = (context, config, plan, inherited, first);
        _timer = new Timer(_ => Check());
        _watch = config.Watch(new WatchOptions { OnProblem = ReportProblem, OnRecovered = ReportRecovery, OnRead = Check });
        AskLater();
    }

    /// <summary>What is to take the place of what runs.</summary>
    public Replacements Replacements { get; } = new();

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _watch.Dispose();
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                Want(_plan.CreateAsync(_context, _config.Snapshot, _inherited(), CancellationToken.None).AsTask().GetAwaiter().GetResult());
                _fault = "";
                AskLater();
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
            _context.WriteNote($"{_plan.Name} goes on with the settings that it has");
        }
    }

    private void ReportProblem(IReadOnlyList<Diagnostic> problems) => Report(() =>
    {
        _context.WriteDiagnostics(problems);
        _context.WriteNote($"{_plan.Name} goes on with the settings that it has");
    });

    private void ReportRecovery() => Report(() => _context.WriteNote("the settings can be read again"));

    private void Report(Action report)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                report();
                _context.Error.Flush();
            }
        }
    }
}
