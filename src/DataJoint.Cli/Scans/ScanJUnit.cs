using System.Globalization;
using System.Security;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as the XML of JUnit: each leak is a test that failed.</summary>
internal static class ScanJUnit
{
    public static void Write(TextWriter output, ScanResult result)
    {
        LeakReport report = result.Report;
        int failures = report.Leaks.Count;
        int tests = Math.Max(1, failures);
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        output.Write(string.Create(CultureInfo.InvariantCulture, $"<testsuites><testsuite name=\"djc scan\" tests=\"{tests}\" failures=\"{failures}\">\n"));
        if (failures == 0)
        {
            output.Write("<testcase classname=\"djc scan\" name=\"no leaks\" />\n");
        }

        foreach (Leak leak in report.Leaks)
        {
            string tried = result.VerificationOf(leak) is LeakVerification verification ? $"\n{verification}" : "";
            output.Write($"<testcase classname=\"{leak.Rule.Id}\" name=\"{Escape(ScanText.PlaceOf(leak))}\">");
            string text = Escape($"{leak.Rule.Remedy}\nfingerprint {leak.Fingerprint}{tried}");
            output.Write($"<failure message=\"{Escape($"{leak.Rule.Title}: {leak.Excerpt}")}\">{text}</failure></testcase>\n");
        }

        output.Write("</testsuite></testsuites>\n");
    }

    private static string Escape(string text) => SecurityElement.Escape(string.Join('\n', text.Split('\n').Select(line => Display.Sanitize(line, 1000))));
}
