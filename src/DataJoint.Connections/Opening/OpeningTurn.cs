using System.Data.Common;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Logins;

namespace DataJoint.Connections.Opening;

/// <summary>What one opening expects of the pool, and what it tells the pool and the login gate at its end.</summary>
internal readonly struct OpeningTurn
{
    private readonly DataSourceVersion _generation;
    private readonly bool _waits;

    public OpeningTurn(DataSourceVersion generation)
    {
        _generation = generation;
        ExpectsPooled = generation.Pool.TryTake();
        _waits = !ExpectsPooled && generation.Pool.IsFull;
    }

    public DataSourceVersion Version => _generation;

    /// <summary>Whether a connection that is open already is reserved for it.</summary>
    public bool ExpectsPooled { get; }

    /// <summary>Whether it is going to log in.</summary>
    public bool NeedsPermit => !ExpectsPooled && !_waits && !_generation.Target.IsEmbedded;

    /// <summary>Whether a reference to the user is to be resolved before. A connection that is open already needs none, unless it turns out to be dead.</summary>
    public bool NeedsUser => (NeedsPermit || !_generation.Target.IsUserKnown) && _generation.Context.HasUserReference;

    /// <summary>The same for a reference to the password.</summary>
    public bool NeedsPassword => (NeedsPermit || _generation.Context.Password is null) && _generation.Context.HasPasswordReference;

    public DbConnection Create() => ExpectsPooled ? _generation.Source.CreateForPooled() : _generation.Source.Create();

    /// <summary>It has succeeded.</summary>
    public void Complete(LoginPermit? permit)
    {
        if (permit is not null)
        {
            // Whoever waits for this turn then asks which form counts.
            _generation.Context.NoteLoggedIn();
            permit.End(LoginOutcome.Accepted);
        }

        _generation.Context.NoteOpened();
        if (_waits)
        {
            // What came free had been counted.
            _generation.Pool.TryTake();
        }
    }

    /// <summary>It has failed.</summary>
    public void Fail(LoginPermit? permit, Exception error)
    {
        if (permit is null)
        {
            return;
        }

        bool isRefused = _generation.Driver.RefusesPair(error);
        if (isRefused)
        {
            _generation.Context.TryOtherForm();
        }

        permit.End(isRefused ? LoginOutcome.Refused : LoginOutcome.Unknown);
    }
}
