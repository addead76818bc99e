using System.Globalization;
using System.Text;

namespace DataJoint.Git;

/// <summary>Reads the contents of many objects. git ends at one that is damaged: that one is told as missing, and the next run begins after it.</summary>
internal sealed class ObjectBatch(GitProgram git, Action<GitObject, Stream> read)
{
    /// <summary>Each takes another run.</summary>
    private const int MostDamaged = 100;

    private int _done;

    /// <summary>Reads them.</summary>
    /// <param name="feed">Writes the list of objects, without as many of its lines as it is told to omit; the order is always the same.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task ReadAsync(Func<Stream, int, Task> feed, CancellationToken cancellationToken)
    {
        for (int damaged = 0; ; damaged++)
        {
            bool isCut = false;
            int skipped = _done;
            string[] command = ["cat-file", "--batch=%(objectname) %(objecttype) %(objectsize) %(rest)", "--buffer"];
            GitAnswer answer = await git.StreamAsync(command, input => feed(input, skipped), output => isCut = !Read(output, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            if (!isCut && answer.ExitCode == 0)
            {
                return;
            }

            if (!isCut || damaged == MostDamaged)
            {
                throw new GitException($"git could not read an object: {answer.Complaint}", "Run: git fsck");
            }
        }
    }

    /// <summary>Reads objects to the end of the output, or to one that git has not all of.</summary>
    /// <returns>False for the latter.</returns>
    private bool Read(Stream output, CancellationToken cancellationToken)
    {
        using BufferedStream batch = new(output, 256 * 1024);
        List<byte> line = [];
        for (int b; (b = batch.ReadByte()) >= 0;)
        {
            if (b != '\n')
            {
                line.Add((byte)b);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            string[] words = Encoding.UTF8.GetString([.. line]).Split(' ', 4);
            line.Clear();
            _done++;
            if (words.Length < 3 || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                ReadMissing(words[0], "");
            }
            else if (!Read(batch, new GitObject(words[0], words[1], size, words.Length > 3 ? words[3] : "")))
            {
                return false;
            }
        }

        return true;
    }

    private bool Read(BufferedStream batch, GitObject found)
    {
        using BatchStream content = new(batch, found.Size);
        try
        {
            read(found, content);
            content.Finish();
            return true;
        }
        catch (GitException) when (content.IsCut)
        {
            ReadMissing(found.Id, found.Path);
            return false;
        }
    }

    private void ReadMissing(string id, string path) => read(new GitObject(id, "missing", 0, path), Stream.Null);
}
