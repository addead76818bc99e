using System.Net;
using System.Net.Sockets;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Tests;

/// <summary>What is found out about a server needs no thread of the pool.</summary>
public sealed class ServerProbeTests
{
    [Fact]
    public void A_diagnosis_is_made_on_the_thread_that_asks_for_it()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Laboratory laboratory = new();
        laboratory.Variable("DJ_BACKEND", "postgresql").Variable("DJ_HOST", $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var target = DatabaseTarget.From(laboratory.Variable("DJ_USER", "alice").Variable("DJ_PASS", "fake-password").Load().Snapshot, true);
        int? server = null;
        Thread greeter = new(() =>
        {
            using Socket caller = listener.AcceptSocket();
            server = Environment.CurrentManagedThreadId;
            try
            {
                caller.Send([10, 0, 0, 0, 10, (byte)'9', (byte)'.', (byte)'7', 0]);
                caller.Receive(new byte[1]);
            }
            catch (SocketException)
            {
                // The caller has hung up.
            }
        });
        greeter.Start();
        Fault? found = null;
        Thread asker = new(() => found = ServerProbe.Explain(target));
        asker.Start();
        asker.Join();
        greeter.Join();
        server.ShouldNotBeNull();
        found.ShouldNotBeNull().Rule.ShouldBe(DatabaseRules.WrongBackend);
    }

    [Fact]
    public async Task Blocking_work_runs_on_threads_of_its_own_and_uses_them_again()
    {
        (bool isPool, int id) = await BlockingWork.Run(() => (Thread.CurrentThread.IsThreadPoolThread, Environment.CurrentManagedThreadId));
        isPool.ShouldBeFalse();
        id.ShouldBeGreaterThan(0);
        await Should.ThrowAsync<InvalidTimeZoneException>(() => BlockingWork.Run(() => throw new InvalidTimeZoneException("the work's own")));
    }
}
