using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>A place that gives a credential.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Layer">The layer of the place.</param>
/// <param name="Origin">The place.</param>
/// <param name="Wins">Whether its value is in force.</param>
/// <param name="Elapsed">How long ago its file was written, or null when there is none.</param>
internal sealed record SecretEntry(string Key, SettingLayer Layer, Origin Origin, bool Wins, TimeSpan? Elapsed)
{
    /// <summary>The age for people.</summary>
    public string Age => Elapsed switch
    {
        null => "-",
        { TotalDays: >= 1 } age => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d"),
        { TotalHours: >= 1 } age => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
        { TotalMinutes: >= 1 } age => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min"),
        _ => "now",
    };
}
