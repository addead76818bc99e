using DataJoint.Connections.DataSources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Logins;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>Says why an opening failed, within the time that it has.</summary>
internal static class OpenFailure
{
    /// <summary>Diagnosis needs no thread of the pool: all of them may be waiting here, and each new one takes .NET half a second.</summary>
    public static Exception Describe(Exception error, DataSourceVersion generation, ConnectDeadline deadline)
    {
        if (DescribeOurOwn(error, generation, deadline) is Exception own)
        {
            return own;
        }

        Fault fault = generation.Driver.Explain(error, generation.Context);
        if (fault.IsVague)
        {
            Task<Fault?> probe = Probe(generation);
            fault = Task.WaitAny([probe], deadline.Remaining) >= 0 ? probe.GetAwaiter().GetResult() ?? fault : fault;
        }

        return Finish(fault, error, generation, deadline);
    }

    // A method of its own: where a lambda stands, its variables are objects on the heap at every opening, whether it is run or not.
    private static Task<Fault?> Probe(DataSourceVersion generation) => BlockingWork.Run(() => ServerProbe.Explain(generation.Target));

    private static ConnectionException Finish(Fault fault, Exception error, DataSourceVersion generation, ConnectDeadline deadline) =>
        (fault.Rule == DatabaseRules.ConnectionTimedOut ? CommonFaults.TimedOut(generation.Target, deadline.Elapsed) : fault).ToException(generation.Context, error);

    private static Exception? DescribeOurOwn(Exception error, DataSourceVersion generation, ConnectDeadline deadline) => error switch
    {
        ObjectDisposedException => error,
        LoginPausedException paused => paused.Explain(generation.Context).ToException(generation.Context, null),
        ConnectTimeoutException when generation.Target.IsEmbedded => CommonFaults.EmbeddedTimedOut(generation.Target, deadline.Elapsed).ToException(generation.Context, null),
        ConnectTimeoutException when generation.Pool.IsFull => CommonFaults.PoolExhausted(generation.Target, deadline.Elapsed).ToException(generation.Context, null),
        ConnectTimeoutException => CommonFaults.TimedOut(generation.Target, deadline.Elapsed).ToException(generation.Context, null),
        InitFunctionException { WouldWrite: true } init => new Fault(
            DatabaseRules.InitFunctionWrites,
            $"connection.init_function does not only read, and this command does: {generation.Context.Words(init.Message)}",
            "Correct the statement, or remove it: djc config unset connection.init_function")
        { Setting = "connection.init_function" }.ToException(generation.Context, init.Refusal),
        InitFunctionException init => new Fault(
            DatabaseRules.InitFunctionFailed, $"the database is open, but connection.init_function failed: {generation.Context.Words(init.Message)}",
            "Correct the statement, or remove it: djc config unset connection.init_function")
        { Setting = "connection.init_function" }.ToException(generation.Context, init.Refusal),
        _ => null,
    };

    public static async Task<Exception> DescribeAsync(Exception error, DataSourceVersion generation, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        if (DescribeOurOwn(error, generation, deadline) is Exception own)
        {
            return own;
        }

        Fault fault = generation.Driver.Explain(error, generation.Context);
        if (fault.IsVague)
        {
            Task<Fault?> probe = Probe(generation);
            try
            {
                await deadline.WaitAsync(probe, cancellationToken).ConfigureAwait(false);
                fault = await probe.ConfigureAwait(false) ?? fault;
            }
            catch (ConnectTimeoutException)
            {
                // What the driver has said must do.
            }
        }

        return Finish(fault, error, generation, deadline);
    }
}
