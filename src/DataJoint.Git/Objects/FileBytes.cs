using Microsoft.Win32.SafeHandles;

namespace DataJoint.Git.Objects;

/// <summary>A file that several threads read at once. It is not mapped into memory: one that is cut while it is mapped would end the process.</summary>
internal sealed class FileBytes : IDisposable
{
    /// <summary>What is read at a time: objects are small, and most of them follow each other.</summary>
    private const int BlockBytes = 16 * 1024;

    [ThreadStatic]
    private static Block? _block;

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
        while (filled < buffer.Length && ReadSome(offset + filled, buffer[filled..]) is int read and > 0)
        {
            filled += read;
        }

        return filled;
    }

    /// <summary>Reads what is at hand.</summary>
    /// <returns>How many bytes; none at the end.</returns>
    public int ReadSome(long offset, Span<byte> buffer)
    {
        if (buffer.Length >= BlockBytes)
        {
            return RandomAccess.Read(_handle, buffer, offset);
        }

        Block block = _block ??= new Block();
        if (block.File != this || offset < block.Start || offset >= block.Start + block.Length)
        {
            block.File = null; // until it is filled
            block.Length = RandomAccess.Read(_handle, block.Bytes, offset);
            (block.File, block.Start) = (this, offset);
        }

        int read = (int)Math.Min(buffer.Length, block.Start + block.Length - offset);
        block.Bytes.AsSpan((int)(offset - block.Start), read).CopyTo(buffer);
        return read;
    }

    public void Dispose() => _handle.Dispose();

    private sealed class Block
    {
        public byte[] Bytes { get; } = new byte[BlockBytes];

        public FileBytes? File { get; set; }

        public long Start { get; set; }

        public int Length { get; set; }
    }
}
