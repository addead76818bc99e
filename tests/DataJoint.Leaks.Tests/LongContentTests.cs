using System.Buffers.Binary;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>Contents that are made to take long: of a time that grows with the square of the length, each would take minutes.</summary>
public sealed class LongContentTests
{
    private const int Length = 1 << 20;

    public static TheoryData<string, string> Pieces => new()
    {
        { "a.sh", "mysql -p" },
        { "a.py", "password=\"abc12\";" },
        { "a.json", "\\u0022password\\u0022:\\u0022abc12\\u0022," },
        { "a.txt", "walnut pass " },
    };

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_line_of_nothing_but_leaks_is_scanned(string path, string piece)
    {
        LeakScanner scanner = new(new LeakScannerOptions { KnownSecrets = [new Secret("walnut"), new Secret("Tr0ub4dor&3-otter")] });
        LeakReport report = scanner.ScanStream(new MemoryStream(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, Length / piece.Length)))), path);
        report.Leaks.Count.ShouldBeGreaterThan(100);
        report.Leaks.ShouldAllBe(leak => leak.Line == 1);
        report.Leaks.Select(leak => leak.Column).ShouldBeInOrder();
    }

    [Fact]
    public void A_scan_ends_within_a_content()
    {
        using CancellationTokenSource source = new();
        using EndingStream content = new(source);
        Should.Throw<OperationCanceledException>(() => new LeakScanner().ScanStream(content, "a.sh", source.Token));
    }

    [Fact]
    public void The_list_of_a_zip_file_is_measured_before_it_is_read()
    {
        byte[] zip = ListOfZip(entries: 300, nameLength: ushort.MaxValue);
        new LeakScanner().ScanStream(new MemoryStream(zip), "a.zip").Skipped.ShouldHaveSingleItem().Reason.ShouldContain("names of more than 16 MiB");
    }

    /// <summary>A ZIP file of a list alone, which says that it has one entry.</summary>
    private static byte[] ListOfZip(int entries, int nameLength)
    {
        const int Header = 46;
        const int LocalLength = 30;
        byte[] zip = new byte[LocalLength + (entries * (Header + nameLength)) + 22];
        "PK\u0003\u0004"u8.CopyTo(zip);
        for (int i = 0; i < entries; i++)
        {
            Span<byte> entry = zip.AsSpan(LocalLength + (i * (Header + nameLength)));
            "PK\u0001\u0002"u8.CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[28..], (ushort)nameLength);
            entry.Slice(Header, nameLength).Fill((byte)'a');
        }

        Span<byte> end = zip.AsSpan(zip.Length - 22);
        "PK\u0005\u0006"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], LocalLength);
        return zip;
    }
}
