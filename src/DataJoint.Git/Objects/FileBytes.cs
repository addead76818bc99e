using Microsoft.Win32.SafeHandles;

namespace DataJoint.Git.Objects;

/// <summary>A file that several threads read at once. It is not mapped into memory: one that is cut while it is mapped would end the process.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle _handle;

    private FileBytes(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Path = path;
        Length = RandomAccess.GetLength(handle);
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is not a regular file.</exception>
    public static FileBytes Open(string path)
    {
        GitFile.CheckKind(path);
        return new FileBytes(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);
    }

    /// <summary>The whole file, which has to fit into memory.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static byte[] ReadAll(string path)
    {
        using FileBytes file = Open(path);
        byte[] content = file.Length <= Array.MaxLength ? new byte[file.Length] : throw new InvalidDataException("too large");
        return file.Read(0, content) == content.Length ? content : throw new InvalidDataException("cut while it was read");
    }

    /// <summary>Reads as much as there is.</summary>
    /// <returns>How many bytes.</returns>
    public int Read(long offset, Span<byte> buffer)
    {
        int filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(_handle, buffer[filled..], offset + filled) is int read and > 0)
        {
            filled += read;
        }

        return filled;
    }

    public void Dispose() => _handle.Dispose();
}
