namespace DataJoint.Connections.Waiting;

/// <summary>Work that may block for long, on threads of its own: those of .NET's pool are few. A thread that has ended its work waits a while for more.</summary>
internal static class BlockingWork
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly Stack<Worker> Resting = new();

    public static Task Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    /// <summary>What waits for the task goes on on the same thread, and so needs none of the pool.</summary>
    public static Task<T> Run<T>(Func<T> work)
    {
        TaskCompletionSource<T> outcome = new();
        Action run = () =>
        {
            try
            {
                outcome.SetResult(work());
            }
            catch (Exception error)
            {
                outcome.SetException(error);
            }
        };
        Worker? worker;
        lock (Resting)
        {
            Resting.TryPop(out worker);
        }

        if (worker is null)
        {
            worker = new Worker();
            worker.Give(run);
            new Thread(worker.Run) { IsBackground = true, Name = "DataJoint opening" }.UnsafeStart();
        }
        else
        {
            worker.Give(run);
        }

        return outcome.Task;
    }

    private sealed class Worker
    {
        private readonly object _given = new();
        private Action? _work;

        public void Give(Action work)
        {
            lock (_given)
            {
                _work = work;
                Monitor.Pulse(_given);
            }
        }

        public void Run()
        {
            while (Await() is Action work)
            {
                work();
                lock (Resting)
                {
                    Resting.Push(this);
                }
            }
        }

        /// <summary>The next work; null when there was none for long, and nobody has taken this thread out of those that rest.</summary>
        private Action? Await()
        {
            lock (_given)
            {
                while (_work is null)
                {
                    if (!Monitor.Wait(_given, Rest) && _work is null && Leave())
                    {
                        return null;
                    }
                }

                Action work = _work;
                _work = null;
                return work;
            }
        }

        /// <summary>Whether nobody has taken it meanwhile.</summary>
        private bool Leave()
        {
            lock (Resting)
            {
                if (!Resting.Contains(this))
                {
                    return false;
                }

                Worker[] others = [.. Resting.Where(other => other != this).Reverse()];
                Resting.Clear();
                Array.ForEach(others, Resting.Push);
                return true;
            }
        }
    }
}
