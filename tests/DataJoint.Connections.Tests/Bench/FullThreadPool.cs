namespace DataJoint.Connections.Tests;

/// <summary>So many pieces of work wait in the pool's queue that one more would have its turn after minutes only.</summary>
internal sealed class FullThreadPool : IDisposable
{
    private const int Pieces = 400;

    private readonly ManualResetEventSlim _end = new();
    private readonly CountdownEvent _over = new(Pieces);

    public FullThreadPool()
    {
        for (int i = 0; i < Pieces; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    _end.Wait();
                    _over.Signal();
                },
                null);
        }
    }

    public void Dispose()
    {
        _end.Set();
        _over.Wait();
        _end.Dispose();
        _over.Dispose();
    }
}
