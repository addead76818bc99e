using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Tests;

public sealed class ConnectDeadlineTests
{
    [Fact]
    public async Task What_ends_just_when_the_time_is_over_is_no_cancellation()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => WaitAsync()));

        static async Task WaitAsync()
        {
            TaskCompletionSource work = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task wait = ConnectDeadline.WaitAsync(work.Task, TimeSpan.Zero, CancellationToken.None);
            using CancellationTokenRegistration end = DeadlineClock.After(TimeSpan.Zero).Register(work.SetResult);
            try
            {
                await wait;
                work.Task.IsCompleted.ShouldBeTrue();
            }
            catch (ConnectTimeoutException)
            {
                // The time was over first.
            }
        }
    }
}
