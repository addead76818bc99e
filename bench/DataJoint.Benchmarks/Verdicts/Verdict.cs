using System.Globalization;

namespace DataJoint.Benchmarks;

/// <summary>One promise and what was measured of it.</summary>
internal sealed record Verdict(string What, string Measured, string Target, bool Met)
{
    public static Verdict AtMost(string what, double measured, double bound, string unit) =>
        new(what, Text(measured, unit), "≤ " + Text(bound, unit), measured <= bound);

    public static Verdict AtLeast(string what, double measured, double bound, string unit) =>
        new(what, Text(measured, unit), "≥ " + Text(bound, unit), measured >= bound);

    private static string Text(double value, string unit) =>
        value.ToString("0.##", CultureInfo.InvariantCulture) + unit;
}
