using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>One line of a shell; when it was read, the scan is to end.</summary>
internal sealed class EndingStream(CancellationTokenSource source) : MemoryStream(Encoding.ASCII.GetBytes("mysql -psimple47\n"))
{
    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        if (read == 0)
        {
            source.Cancel();
        }

        return read;
    }
}
