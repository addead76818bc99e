using System.Formats.Tar;
using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>Contents that somebody damaged, the same ones in each run: a scan ends, and throws nothing.</summary>
public sealed class FuzzTests
{
    private const int Cases = 400;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("DJ_PASS=otter-Lamp-47\n" + new string('x', 3000));
    private static readonly byte[] Extremes = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

    [Fact]
    public void A_damaged_archive_is_scanned_to_its_end()
    {
        byte[] zip = Packing.Zip(("a.env", Content), ("b/c.json", Content));
        byte[][] seeds =
        [
            zip, Packing.GZip(Content), [.. Packing.GZip(Content), .. Content], Packing.Tar(TarEntryFormat.Pax, new string('n', 120), Content),
            Packing.Tar(TarEntryFormat.Gnu, new string('n', 120), Content),
            Packing.Append("#!/bin/sh\n"u8, zip), Packing.Zip(("a.zip", zip), ("b.tar.gz", Packing.GZip(Packing.Tar("a.env", Content)))),
        ];
        Random random = new(47);
        using CancellationTokenSource hang = new(Hang);
        LeakScanner scanner = new(new LeakScannerOptions { MaxUnpackedBytes = 4 << 20 });
        for (int i = 0; i < Cases; i++)
        {
            byte[] damaged = Damage(seeds[i % seeds.Length], random);
            Should.NotThrow(() => scanner.ScanStream(new MemoryStream(damaged), "a.bin", hang.Token), $"case {i}");
        }
    }

    [Fact]
    public void A_damaged_text_is_scanned_to_its_end()
    {
        LabelledText[] seeds = [.. LeakRules.All.SelectMany(rule => RuleSet.Read(rule.Id)).Select(each => each.Text)];
        Random random = new(48);
        using CancellationTokenSource hang = new(Hang);
        LeakScanner scanner = new();
        for (int i = 0; i < 2 * Cases; i++)
        {
            LabelledText one = seeds[random.Next(seeds.Length)];
            byte[] other = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)].Text);
            byte[] damaged = Damage([.. Encoding.UTF8.GetBytes(one.Text), .. other.AsSpan(random.Next(other.Length))], random);
            Should.NotThrow(() => scanner.ScanStream(new MemoryStream(damaged), seeds[random.Next(seeds.Length)].Path, hang.Token), $"case {i}");
        }
    }

    /// <summary>A few bytes changed, cut out, repeated or cut off.</summary>
    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int i = random.Next(1, 8); i > 0 && bytes.Count > 8; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = Extremes[random.Next(Extremes.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }

        return [.. bytes];
    }
}
