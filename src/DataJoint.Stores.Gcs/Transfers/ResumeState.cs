using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>
/// The file that remembers one upload until it is whole. What cannot be kept or read is as if it were not there: the upload then begins again, and
/// its own outcome is what counts.
/// </summary>
internal sealed class ResumeState
{
    private const int BlockSize = 1 << 20;
    private const int LargestNote = 64 << 10;

    private readonly string _path;

    private ResumeState(string path) => _path = path;

    /// <summary>What an earlier attempt left, if the content is still the same as far as that came.</summary>
    public UploadNote? Note { get; private set; }

    /// <summary>Opens the memory of an upload.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="upload">What tells the upload from all others: place, name, identity, length, condition. Only its hash is kept.</param>
    /// <param name="content">The content, which is read as far as the store has it already, and put back to where it was.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public static async Task<ResumeState> OpenAsync(string folder, IEnumerable<string> upload, Stream content, CancellationToken cancellationToken)
    {
        string text = string.Concat(upload.Select(part => FormattableString.Invariant($"{part.Length}:{part}")));
        var memory = new ResumeState(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
        if (memory.Read() is { } note && await IsSameAsync(content, note, cancellationToken).ConfigureAwait(false))
        {
            memory.Note = note;
        }

        return memory;
    }

    /// <summary>Keeps how far the upload is.</summary>
    public void Keep(UploadNote note)
    {
        string fresh = $"{_path}.{Guid.NewGuid():n}";
        try
        {
            using (var file = new FileStream(fresh, NewFile()))
            {
                file.Write(note.ToBytes());
            }

            // It takes the place of whatever has the name, also of a link, and never goes where one leads.
            File.Move(fresh, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(fresh);
        }
    }

    /// <summary>The upload is whole, or no longer usable.</summary>
    public void Forget()
    {
        Note = null;
        Remove(_path);
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is removed after a week.
        }
    }

    private static async Task<bool> IsSameAsync(Stream content, UploadNote note, CancellationToken cancellationToken)
    {
        long start = content.Position;
        if (content.Length - start < note.Sent)
        {
            return false;
        }

        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (long done = 0, count; done < note.Sent; done += count)
            {
                count = await content.ReadAsync(block.AsMemory(0, (int)Math.Min(BlockSize, note.Sent - done)), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return false;
                }

                sum.Append(block.AsSpan(0, (int)count));
            }

            return sum.Finish().Equals(note.Sum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            content.Position = start;
        }
    }

    private UploadNote? Read()
    {
        try
        {
            return new FileInfo(_path).LinkTarget is null ? UploadNote.Read(DataJoint.Configuration.NamedFile.Read(_path, LargestNote)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
