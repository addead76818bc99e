using System.Globalization;

namespace DataJoint.Cli.Rendering;

/// <summary>Sizes and times for people.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size in decimal units, as disks are sold: <c>999 B</c>, <c>1.2 GB</c>, <c>120 MB</c>.</summary>
    public static string Size(double bytes)
    {
        int unit = 0;
        while (bytes >= 999.5 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        string format = unit == 0 || bytes >= 9.95 ? "0" : "0.0";
        return bytes.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A duration: <c>0:07</c>, <c>12:30</c>, <c>3:02:00</c>.</summary>
    public static string Time(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        string rest = string.Create(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}:{seconds % 60:00}");
        return seconds < 3600 ? rest : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }
}
