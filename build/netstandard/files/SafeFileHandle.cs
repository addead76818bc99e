namespace DataJoint;

/// <summary>An open file. It is closed with its stream: on Mono a handle of the system's leaves that open.</summary>
internal sealed class SafeFileHandle(FileStream stream) : IDisposable
{
    public bool IsClosed { get; private set; }

    /// <summary>To read and write at an offset; lock it meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public FileStream Stream => IsClosed ? throw new ObjectDisposedException(nameof(SafeFileHandle)) : stream;

    public void Dispose()
    {
        IsClosed = true;
        stream.Dispose();
    }
}
