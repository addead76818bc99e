namespace DataJoint.Stores.Transfers;

/// <summary>Adds up what transfers that run at once have moved, and tells it.</summary>
internal sealed class TransferTally(IProgress<BulkProgress>? listener)
{
    private readonly Lock _gate = new();
    private long _objects;
    private long _bytes;
    private string _last = "";

    public Share Begin(string name) => new(this, name);

    public BulkProgress Finish()
    {
        lock (_gate)
        {
            return new BulkProgress(_objects, _bytes, _last);
        }
    }

    private void Add(string name, long bytes, int objects)
    {
        lock (_gate)
        {
            _objects += objects;
            _bytes += bytes;
            _last = name;
            listener?.Report(new BulkProgress(_objects, _bytes, name));
        }
    }

    /// <summary>One object's part in it.</summary>
    public sealed class Share(TransferTally tally, string name) : IProgress<long>
    {
        private long _told;

        public void Report(long value)
        {
            long former = Interlocked.Exchange(ref _told, value);
            tally.Add(name, value - former, 0);
        }

        public void Complete(long size) => tally.Add(name, size - _told, 1);
    }
}
