using System.Formats.Tar;
using System.IO.Compression;

namespace DataJoint.Leaks.Scanning;

/// <summary>Goes through what archives hold. Packed bytes hold no credential that anybody reads; what stands before and after them may.</summary>
/// <param name="scanMember">Scans what comes out.</param>
/// <param name="scanText">Scans bytes as they are.</param>
/// <param name="skip">Takes what cannot be read.</param>
internal sealed class Unpacker(
    Action<Stream, (string Shown, string Name), (UnpackBudget Budget, int Depth), CancellationToken> scanMember,
    Action<Stream, (string Shown, string Name), CancellationToken> scanText,
    Action<string, string> skip)
{
    private const string Damaged = "damaged, or of a form that cannot be read";

    public void Unpack(ContentForm form, Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        try
        {
            if (nesting.Depth >= ScanLimits.MaxDepth && form is not ContentForm.Bytes)
            {
                throw new InvalidDataException($"unpacks to more than {ScanLimits.MaxDepth} archives in each other");
            }

            (UnpackBudget, int) inner = (nesting.Budget, nesting.Depth + 1);
            switch (form)
            {
                case ContentForm.GZip:
                    UnpackGZip(packed, path, inner, cancellationToken);
                    break;
                case ContentForm.Tar:
                    UnpackTar(packed, path, inner, cancellationToken);
                    break;
                default:
                    UnpackZip(packed, path, inner, cancellationToken);
                    break;
            }
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            skip(path.Shown, damaged is InvalidDataException && damaged.Message.StartsWith("unpacks ", StringComparison.Ordinal) ? damaged.Message : Damaged);
        }
    }

    private static bool IsDamage(Exception thrown) =>
        thrown is InvalidDataException or EndOfStreamException or IOException or NotSupportedException or FormatException or ArgumentException or OverflowException;

    private void UnpackGZip(Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        (string Shown, string Name) inside = path.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? (path.Shown, path.Name[..^3]) : path;
        using RememberingStream remembered = new(packed);
        using (GZipStream unzipped = new(remembered, CompressionMode.Decompress, leaveOpen: true))
        {
            using BudgetedStream counted = new(unzipped, nesting.Budget);
            scanMember(counted, inside, nesting, cancellationToken);
            if (!nesting.Budget.IsSpent)
            {
                counted.CopyTo(Stream.Null); // what was not looked at, as after a damaged archive
            }

            remembered.CutAfter((uint)counted.Count);
        }

        scanText(remembered.Rest(), inside, cancellationToken);
    }

    private void UnpackTar(Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        try
        {
            using TarReader reader = new(packed, leaveOpen: true);
            for (int count = 0; reader.GetNextEntry() is TarEntry entry; count++)
            {
                CheckCount(count);
                if (entry.DataStream is Stream data)
                {
                    using BudgetedStream counted = new(data, nesting.Budget);
                    scanMember(counted, ($"{path.Shown}!{entry.Name}", $"{path.Name}!{entry.Name}"), nesting, cancellationToken);
                }
            }
        }
        catch (Exception damaged) when (IsDamage(damaged) && !nesting.Budget.IsSpent)
        {
            skip(path.Shown, Damaged); // and the rest, which is not packed, is read as it is
        }

        scanText(packed, path, cancellationToken);
    }

    private void UnpackZip(Stream packed, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        using MemoryStream held = Hold(packed, out bool isWhole);
        if (!isWhole)
        {
            using PeekedStream whole = new(held.GetBuffer().AsMemory(0, (int)held.Length), packed);
            skip(path.Shown, "unpacks from more than 256 MiB");
            scanText(whole, path, cancellationToken);
            return;
        }

        ZipBounds bounds = ZipDirectory.Read(held.GetBuffer().AsSpan(0, (int)held.Length));
        ScanPart(held, (0, bounds.First), path, cancellationToken);
        ScanPart(held, (bounds.End, (int)held.Length), path, cancellationToken);
        if (bounds.IsNone)
        {
            return;
        }

        using MemoryStream zip = new(held.GetBuffer(), bounds.Shift, (int)held.Length - bounds.Shift, writable: false);
        using ZipArchive archive = new(zip, ZipArchiveMode.Read);
        int count = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            CheckCount(count++);
            ScanEntry(entry, ($"{path.Shown}!{entry.FullName}", $"{path.Name}!{entry.FullName}"), nesting, cancellationToken);
        }
    }

    private void ScanEntry(ZipArchiveEntry entry, (string Shown, string Name) path, (UnpackBudget Budget, int Depth) nesting, CancellationToken cancellationToken)
    {
        if (entry.IsEncrypted)
        {
            skip(path.Shown, "encrypted");
            return;
        }

        try
        {
            using Stream data = entry.Open();
            using BudgetedStream counted = new(data, nesting.Budget);
            scanMember(counted, path, nesting, cancellationToken);
        }
        catch (Exception damaged) when (IsDamage(damaged) && !nesting.Budget.IsSpent)
        {
            skip(path.Shown, Damaged);
        }
    }

    private void ScanPart(MemoryStream held, (int Start, int End) part, (string Shown, string Name) path, CancellationToken cancellationToken)
    {
        if (part.End > part.Start)
        {
            using MemoryStream text = new(held.GetBuffer(), part.Start, part.End - part.Start, writable: false);
            scanText(text, path, cancellationToken);
        }
    }

    private static void CheckCount(int count)
    {
        if (count >= ScanLimits.MaxEntries)
        {
            throw new InvalidDataException($"unpacks to more than {ScanLimits.MaxEntries} files");
        }
    }

    /// <summary>A ZIP file is read from its end.</summary>
    private static MemoryStream Hold(Stream packed, out bool isWhole)
    {
        MemoryStream held = new();
        byte[] buffer = new byte[64 * 1024];
        isWhole = true;
        for (int read; isWhole && (read = packed.Read(buffer)) > 0;)
        {
            held.Write(buffer, 0, read);
            isWhole = held.Length <= ScanLimits.MaxHeld;
        }

        return held;
    }
}
