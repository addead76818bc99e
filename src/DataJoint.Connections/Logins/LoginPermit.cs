namespace DataJoint.Connections.Logins;

/// <summary>The turn to log in; given back once.</summary>
internal sealed class LoginPermit(LoginGate gate, LoginRecord record, int refusalsBefore)
{
    private int _isEnded;

    /// <summary>Gives the turn back; what is said later does not count.</summary>
    public void End(LoginOutcome outcome)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            gate.Leave(record, refusalsBefore, outcome);
        }
    }
}
