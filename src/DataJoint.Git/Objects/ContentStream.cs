using System.IO.Compression;

namespace DataJoint.Git.Objects;

/// <summary>A content as it is unpacked: of the size that was promised, or the reading fails.</summary>
internal sealed class ContentStream(FileSection packed, (GitObjectId Id, string Path) place, long size) : Stream
{
    private readonly ZLibStream _unpacked = new(packed, CompressionMode.Decompress);
    private long _left = size;
    private bool _isEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads what stands before the content in the same packed bytes.</summary>
    public int ReadByteBefore() => _unpacked.ReadByte();

    /// <summary>Says how long the content is after all.</summary>
    public void Begin(long size) => _left = size;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="GitException">It is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            if (_left == 0)
            {
                CheckEnd();
                return 0;
            }

            int read = _unpacked.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read > 0 || buffer.IsEmpty ? read : throw new InvalidDataException("cut");
            return read;
        }
        catch (Exception failed) when (ObjectFault.IsFault(failed))
        {
            throw ObjectFault.CreateException(place.Id, place.Path, failed);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            Inflation.CheckEnd(_unpacked);
        }
    }
}
