using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint;

/// <summary>One attempt to open the shared connection. Whoever asks meanwhile waits for it and shares its outcome, a failure too.</summary>
internal sealed class SharedOpening
{
    private readonly DataJointConfig _config;
    private readonly TaskCompletionSource<Connection> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SharedOpening? _former;

    /// <summary>Prepares the attempt.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="arguments">What beats them, or null.</param>
    /// <param name="former">The attempt whose connection is closed first, or null.</param>
    public SharedOpening(DataJointConfig config, ConnectionArguments? arguments, SharedOpening? former)
    {
        _config = config;
        Arguments = arguments;
        _former = former;
    }

    /// <summary>What beats the settings, or null.</summary>
    public ConnectionArguments? Arguments { get; }

    public Task<Connection> Completion => _outcome.Task;

    /// <summary>
    /// Whether it is still under way, or has led to a connection that nobody has closed. One that was only lost replaces itself: whoever holds it has
    /// the same as those who ask now.
    /// </summary>
    public bool IsUsable =>
        !Completion.IsCompleted || (Completion.IsCompletedSuccessfully && Completion.Result.IsUsable);

    /// <summary>Opens the connection. Called once; the outcome, good or bad, is <see cref="Completion"/>.</summary>
    public void Run()
    {
        try
        {
            CloseFormer();
            _outcome.SetResult(_config.Connect(Arguments));
        }
        catch (Exception error)
        {
            _outcome.SetException(error);
        }
    }

    private void CloseFormer()
    {
        if (_former is not null)
        {
            // It may still be opening when a reset overtakes it; its failure is told to those who asked for it.
            Task.WaitAny(_former.Completion);
            if (_former.Completion.IsCompletedSuccessfully)
            {
                _former.Completion.Result.Close();
            }

            _former = null;
        }
    }
}
