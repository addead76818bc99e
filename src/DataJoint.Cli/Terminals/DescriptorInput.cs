using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Cli.Terminals;

/// <summary>Reads from an open descriptor and nothing more.</summary>
/// <remarks>The console's own stream switches a terminal to application keys before its first byte, and never back.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed partial class DescriptorInput : Stream
{
    public const int StandardInput = 0;

    private const int Interrupted = 4; // errno, on Linux and macOS

    private readonly int _descriptor;

    public DescriptorInput(int descriptor) => _descriptor = descriptor;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override unsafe int Read(Span<byte> buffer)
    {
        while (true)
        {
            nint read;
            fixed (byte* start = buffer)
            {
                read = ReadBytes(_descriptor, start, (nuint)buffer.Length);
            }

            if (read >= 0)
            {
                return (int)read;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == (OperatingSystem.IsMacOS() ? 35 : 11))
            {
                Thread.Sleep(1); // somebody made the descriptor non-blocking, and nothing is there yet
            }
            else if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint ReadBytes(int descriptor, byte* buffer, nuint count);
}
