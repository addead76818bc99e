using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>What identifies a leak in a baseline.</summary>
internal static class Fingerprints
{
    private const int Digits = 16;

    /// <summary>What is said of a leak besides its path, with eight bits of its secret.</summary>
    public static string Trace(Sighting sighting) => $"{sighting.Rule.Id}\0{sighting.Excerpt}\0{sighting.Check:x2}";

    /// <summary>The fingerprint.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="trace">What is said of it.</param>
    /// <param name="ordinal">Which one of those that are alike in the file.</param>
    public static string Compute(string path, string trace, int ordinal) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\0{trace}\0{ordinal}")))[..Digits];
}
