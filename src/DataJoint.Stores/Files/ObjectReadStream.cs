using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>A part of an open file, read-only, seekable within that part.</summary>
internal sealed class ObjectReadStream : SpanStream
{
    private readonly SafeFileHandle _handle;
    private readonly FileFaults _faults;
    private readonly string _name;
    private readonly long _start;
    private readonly long _size;
    private readonly DateTime _modified;
    private long _position;

    public ObjectReadStream(SafeFileHandle handle, ByteRange range, FileFaults faults, string name)
    {
        _handle = handle;
        _faults = faults;
        _name = name;
        _size = RandomAccess.GetLength(handle);
        _modified = File.GetLastWriteTimeUtc(handle);
        _start = Math.Min(range.Offset, _size);
        Length = Math.Min(range.Length ?? long.MaxValue, _size - _start);
    }

    public override bool CanRead => !_handle.IsClosed;

    public override bool CanSeek => !_handle.IsClosed;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Stream.ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        try
        {
            return Advance(RandomAccess.Read(_handle, buffer[..CountUpTo(buffer.Length)], _start + _position));
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw _faults.FromException(exception, _name);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Stream.ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        try
        {
            Memory<byte> part = buffer[..CountUpTo(buffer.Length)];
            return part.IsEmpty ? Advance(0)
                : Advance(await RandomAccess.ReadAsync(_handle, part, _start + _position, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw _faults.FromException(exception, _name);
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => Length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };
        return target >= 0 ? Position = target : throw new IOException("A stream has no position before its beginning.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is for reading.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is for reading.");

    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }

    private int CountUpTo(int wanted) => (int)Math.Clamp(Length - _position, 0, wanted);

    // What others write into the file itself, without the store, makes the bytes a mixture of two versions. It is told with the last of them.
    private int Advance(int read)
    {
        _position += read;
        if (read > 0 && _position < Length)
        {
            return read;
        }

        return RandomAccess.GetLength(_handle) == _size && File.GetLastWriteTimeUtc(_handle) == _modified ? read : throw _faults.ChangedInPlace(_name);
    }
}
