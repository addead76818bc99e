using System.Globalization;

namespace DataJoint.Benchmarks;

/// <summary>Prints what the comparisons measured.</summary>
internal static class OpeningTable
{
    public static void Write(TextWriter writer, IReadOnlyCollection<OpeningComparison> comparisons)
    {
        writer.WriteLine();
        writer.WriteLine($"{"opening",-42}{"bare driver",14}{"DataJoint",14}{"ratio",9}{"bare driver",14}{"DataJoint",14}");
        foreach (OpeningComparison each in comparisons)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Kind.Name,-42}{each.BareMicroseconds,11:0.0} µs{each.Microseconds,11:0.0} µs{each.TimeRatio,9:0.000}{each.BareBytes,12:0} B{each.Bytes,12:0} B"));
        }
    }
}
