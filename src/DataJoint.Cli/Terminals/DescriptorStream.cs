using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Cli.Terminals;

/// <summary>Writes to an open descriptor and nothing more.</summary>
/// <remarks>
/// The console's own stream sets up the terminal and a thread for signals at its first byte, which is a tenth of the time of
/// a short command. Like it, this one takes a reader that has gone away for no error.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed partial class DescriptorStream : Stream
{
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    // errno, on Linux and macOS
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private readonly int _descriptor;

    public DescriptorStream(int descriptor) => _descriptor = descriptor;

    /// <summary>Whether somebody still reads what is written; known only after a write.</summary>
    public bool HasReader { get; private set; } = true;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="OutputLostException">The descriptor is closed, or the disk behind it is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int written = WriteOnce(buffer);
            if (written < 0)
            {
                HasReader = false;
                return;
            }

            buffer = buffer[written..];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <returns>How many bytes were taken, or -1 when nobody reads any more.</returns>
    private unsafe int WriteOnce(ReadOnlySpan<byte> buffer)
    {
        nint written;
        fixed (byte* start = buffer)
        {
            written = WriteBytes(_descriptor, start, (nuint)buffer.Length);
        }

        if (written >= 0)
        {
            return (int)written;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error == (OperatingSystem.IsMacOS() ? 35 : 11))
        {
            Thread.Sleep(1); // somebody made the descriptor non-blocking, and its reader is slow
            return 0;
        }

        return error switch
        {
            Interrupted => 0,
            BrokenPipe => -1,
            _ => throw new OutputLostException(Marshal.GetPInvokeErrorMessage(error), error),
        };
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint WriteBytes(int descriptor, byte* buffer, nuint count);
}
