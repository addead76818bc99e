using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Checks.Stores;

/// <summary>How a store was reached and as whom, in words, and what of it deserves a second look.</summary>
internal static class StoreReportText
{
    // Signed requests are refused from 5 (Google) or 15 minutes (AWS, Azure) on.
    private static readonly TimeSpan MuchSkew = TimeSpan.FromMinutes(2);

    public static CheckOutcome Judge(string done, StoreReport report)
    {
        string message = $"{done}; {Describe(report)}";
        if (report.ClockSkew is TimeSpan skew && skew.Duration() > MuchSkew)
        {
            return CheckOutcome.Warn(
                $"{message}; its clock is {Describe(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this one",
                "Set this machine's clock (NTP): requests are refused when the clocks are a few minutes further apart.");
        }

        return report.Tls is null && Uri.TryCreate(report.Endpoint, UriKind.Absolute, out Uri? address) && !address.IsLoopback
            ? CheckOutcome.Warn(message, "Data go in clear, and so do credentials that are not signed: use TLS unless this network is your own.")
            : CheckOutcome.Pass(message);
    }

    /// <summary>Minutes and seconds, or hours besides: <c>12:30</c>, <c>3:02:00</c>.</summary>
    private static string Describe(TimeSpan skew)
    {
        var whole = TimeSpan.FromSeconds(Math.Ceiling(skew.TotalSeconds));
        string rest = string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
        return whole.TotalHours < 1 ? rest : string.Create(CultureInfo.InvariantCulture, $"{(long)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}");
    }

    private static string Describe(StoreReport report)
    {
        List<string> parts =
        [
            $"{Display.Sanitize(report.Endpoint)} with {Display.Sanitize(report.Identity, 300)}{(report.IsAmbient ? " (the platform's identity)" : "")}",
            report.Tls ?? "not encrypted",
        ];
        if (report.Region is string region)
        {
            parts.Add("region " + Display.Sanitize(region));
        }

        if (report.Proxy is string proxy)
        {
            parts.Add("through " + Display.Sanitize(proxy));
        }

        if (report.ClockSkew is TimeSpan skew)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"clocks {skew.Duration().TotalSeconds:0} s apart"));
        }

        return string.Join(", ", parts);
    }
}
