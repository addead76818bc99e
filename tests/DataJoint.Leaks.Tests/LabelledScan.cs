namespace DataJoint.Leaks.Tests;

/// <summary>Scans labelled texts.</summary>
internal static class LabelledScan
{
    public static LeakReport Scan(this LabelledText text, LeakScanner scanner) => scanner.ScanStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.Text)), text.Path);
}
