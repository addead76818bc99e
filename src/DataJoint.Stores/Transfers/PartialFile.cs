using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Transfers;

/// <summary>
/// The hidden file beside the target that a download fills, and, when it may be resumed, the journal that says which parts of which
/// version are there. Parts that an earlier download left are believed only after their checksum.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly string _target;
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly StreamWriter? _journal;
    private readonly Lock _gate = new();
    private readonly bool _isResumable;
    private bool _isGone;

    private PartialFile(string target, string path, FilePart[] parts, bool isResumable)
    {
        _target = target;
        _path = path;
        _isResumable = isResumable;
        Parts = parts;

        // Two downloads to one name at once would mix; the second gets the system's sharing fault.
        _handle = isResumable ? PartialDownload.Open(path) : File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (LinuxCalls.IsAvailable)
        {
            // The target may lie in the folder of a file store, whose writers remove what is left there.
            _ = LinuxCalls.TryMarkInUse(_handle);
        }

        try
        {
            _journal = isResumable ? OpenJournal() : null;
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public IReadOnlyList<FilePart> Parts { get; }

    /// <summary>Whether what is there is invalid to a later attempt.</summary>
    public bool IsWorthless { get; set; }

    private string JournalPath => _path + ".journal";

    public static PartialFile Open(string target, ObjectInfo info, DownloadOptions options)
    {
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);

        // Without a mark of the version nobody could tell whether the rest belongs to what is there.
        bool isResumable = options.Resume && info.ETag is not null;
        string name = isResumable ? ObjectName.TemporaryPrefix + "get-" + Fingerprint(target) : ObjectName.NewTemporaryName();
        var file = new PartialFile(target, Path.Combine(folder, name), Split(info.Size, options.PartSize), isResumable);
        file.Prepare(info, options);
        return file;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

    public void Complete(FilePart part, Checksum checksum)
    {
        lock (_gate)
        {
            part.Checksum = checksum;
            _journal?.WriteLine(FormattableString.Invariant($"{part.Index} {Convert.ToHexStringLower(checksum.Value.Span)}"));
            _journal?.Flush();
        }
    }

    /// <summary>The checksum of the whole, from those of the parts.</summary>
    public Checksum JoinChecksums() =>
        Parts.Skip(1).Aggregate(Parts[0].Checksum!, (sum, part) => sum.Append(part.Checksum!, part.Length));

    /// <summary>The checksum of the whole, of another kind, by reading it.</summary>
    public async Task<Checksum> SumUpAsync(ChecksumKind kind, CancellationToken cancellationToken)
    {
        using var sum = new ChecksumBuilder(kind);
        long length = RandomAccess.GetLength(_handle);
        await Task.Run(() => AddTo(sum, 0, length, cancellationToken), cancellationToken).ConfigureAwait(false);
        return sum.Finish();
    }

    /// <summary>Gives the file its name.</summary>
    /// <returns>False when something has that name which is not to be replaced.</returns>
    public bool TryCommit(bool overwrite)
    {
        // Else a crash could leave the name with nothing behind it.
        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
        if (overwrite)
        {
            File.Move(_path, _target, overwrite: true);
            _isGone = true;
        }
        else
        {
            _isGone = NoReplaceRename.TryTake(_path, _target);
        }

        IsWorthless = true;
        return _isGone;
    }

    public void Dispose()
    {
        _handle.Dispose();
        _journal?.Dispose();
        if (_isResumable && !IsWorthless)
        {
            return;
        }

        try
        {
            if (!_isGone)
            {
                File.Delete(_path);
            }

            if (_isResumable)
            {
                File.Delete(JournalPath);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Hidden and reserved; the download's own outcome is what counts.
        }
    }

    private static string Fingerprint(string target) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(target))).AsSpan(0, 12));

    private static FilePart[] Split(long size, int partSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partSize);
        int count = (int)Math.Max(1, (size + partSize - 1) / partSize);
        return [.. Enumerable.Range(0, count).Select(i => new FilePart(i, (long)i * partSize, Math.Min(partSize, size - ((long)i * partSize))))];
    }

    private static string Header(ObjectInfo info, DownloadOptions options) =>
        FormattableString.Invariant($"datajoint-download 1 {info.Size} {options.PartSize} {info.ETag} {info.Name}");

    private StreamWriter OpenJournal() =>
        new(new FileStream(PartialDownload.Open(JournalPath), FileAccess.ReadWrite), new UTF8Encoding(false));

    private void Prepare(ObjectInfo info, DownloadOptions options)
    {
        try
        {
            if (_journal is not null)
            {
                TakeOver(Header(info, options));
            }

            RandomAccess.SetLength(_handle, info.Size);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void TakeOver(string header)
    {
        using var reader = new StreamReader(_journal!.BaseStream, leaveOpen: true);
        if (reader.ReadLine() == header)
        {
            while (reader.ReadLine() is { } line)
            {
                Believe(line);
            }
        }

        // Written again, since its last line may be half of one.
        _journal.BaseStream.SetLength(0);
        _journal.WriteLine(header);
        foreach (FilePart part in Parts.Where(part => part.Checksum is not null))
        {
            Complete(part, part.Checksum!);
        }

        _journal.Flush();
    }

    private void Believe(string line)
    {
        string[] words = line.Split(' ');
        if (words.Length != 2 || !int.TryParse(words[0], CultureInfo.InvariantCulture, out int index) || index < 0 || index >= Parts.Count)
        {
            return;
        }

        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        FilePart part = Parts[index];
        AddTo(sum, part.Offset, part.Length, CancellationToken.None);
        Checksum found = sum.Finish();
        part.Checksum = Convert.ToHexStringLower(found.Value.Span) == words[1] ? found : null;
    }

    private void AddTo(ChecksumBuilder sum, long offset, long length, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, BlockSize));
        try
        {
            for (long end = offset + length; offset < end;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = RandomAccess.Read(_handle, block.AsSpan(0, (int)Math.Min(block.Length, end - offset)), offset);
                if (count == 0)
                {
                    return;
                }

                sum.Append(block.AsSpan(0, count));
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
