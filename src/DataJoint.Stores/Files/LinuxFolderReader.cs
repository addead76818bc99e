using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>Lists an open folder with <c>getdents64</c>: a buffer at a time, however large the folder.</summary>
internal sealed class LinuxFolderReader(SafeFileHandle root, SafeFileHandle folder, string name, FileFaults faults) : IFolderReader
{
    // struct linux_dirent64: inode (8), offset (8), length of this entry (2), kind (1), name up to a NUL.
    private const int LengthAt = 16;
    private const int KindAt = 18;
    private const int NameAt = 19;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _position;
    private int _end;
    private bool _disposed;

    public bool TryRead(out FolderEntry entry)
    {
        while (_position < _end || Fill())
        {
            Span<byte> record = _buffer.AsSpan(_position, BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(_position + LengthAt)));
            _position += record.Length;
            Span<byte> bytes = record[NameAt..];
            bytes = bytes[..bytes.IndexOf((byte)0)];

            if (!bytes.SequenceEqual("."u8) && !bytes.SequenceEqual(".."u8))
            {
                FolderEntryKind kind = System.Text.Unicode.Utf8.IsValid(bytes) ? ToKind(record[KindAt]) : FolderEntryKind.NotUtf8;
                entry = new FolderEntry(Encoding.UTF8.GetString(bytes), kind);
                return true;
            }
        }

        entry = default;
        return false;
    }

    public FileFacts? Stat(FolderEntry entry)
    {
        if (entry.Kind != FolderEntryKind.Link)
        {
            FileFacts? facts = LinuxCalls.Stat(folder, entry.Name, out int error);
            if (facts is null)
            {
                return error == Errno.NoEntry ? null : throw faults.FromErrno(error, Join(entry.Name));
            }

            if (facts.Value.Kind != FolderEntryKind.Link)
            {
                return facts;
            }
        }

        using SafeFileHandle? target = LinuxCalls.OpenBeneath(root, Join(entry.Name), LinuxCalls.PathOnly, out int refusal);
        return target is not null ? LinuxCalls.Stat(target, "", out _)
            : refusal is Errno.NoEntry or Errno.NotADirectory ? LinuxCalls.Stat(folder, entry.Name, out _)
            : throw faults.FromErrno(refusal, Join(entry.Name));
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_buffer);
            folder.Dispose();
            root.Dispose();
        }
    }

    private static FolderEntryKind ToKind(byte kind) => kind switch
    {
        0 => FolderEntryKind.Unknown,
        4 => FolderEntryKind.Folder,
        8 => FolderEntryKind.File,
        10 => FolderEntryKind.Link,
        _ => FolderEntryKind.Special,
    };

    private string Join(string entry) => name.Length == 0 ? entry : name + "/" + entry;

    private bool Fill()
    {
        _position = 0;
        _end = LinuxCalls.ReadFolder(folder, _buffer);
        if (_end < 0)
        {
            // A folder that was removed while it was open has simply no more entries.
            int error = Marshal.GetLastPInvokeError();
            _end = 0;
            return error == Errno.NoEntry ? false : throw faults.FromErrno(error, name);
        }

        return _end > 0;
    }
}
