namespace DataJoint;

/// <summary>Waiting for tasks.</summary>
internal static class Tasks
{
    extension(Task task)
    {
        public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;

        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            if (!task.IsCompleted && cancellationToken.CanBeCanceled)
            {
                TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
                using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
                {
                    await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
                }

                if (!task.IsCompleted)
                {
                    throw new TaskCanceledException(Task.FromCanceled(cancellationToken));
                }
            }

            await task.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end of a task, whatever it is.</summary>
    public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable ConfigureAwait(this Task task, ConfigureAwaitOptions _) =>
        task.ContinueWith(static ended => GC.KeepAlive(ended.Exception), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .ConfigureAwait(false);

    extension<T>(Task<T> task)
    {
        public async Task<T> WaitAsync(CancellationToken cancellationToken)
        {
            await ((Task)task).WaitAsync(cancellationToken).ConfigureAwait(false);
            return await task.ConfigureAwait(false);
        }
    }

    extension(ValueTask)
    {
        public static ValueTask CompletedTask => default;

        public static ValueTask<T> FromResult<T>(T result) => new(result);
    }

    extension(Parallel)
    {
        public static Task ForEachAsync<T>(IEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body) =>
            ParallelRun.ForEachAsync(Enumerate(source), options, body);

        public static Task ForEachAsync<T>(IAsyncEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body) =>
            ParallelRun.ForEachAsync(source, options, body);
    }

    private static async IAsyncEnumerable<T> Enumerate<T>(IEnumerable<T> source)
    {
        foreach (T each in source)
        {
            yield return each;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
