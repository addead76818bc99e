using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Tests;

/// <summary>A source without values, which tells when it is read.</summary>
internal sealed class CountingSource(Action onRead) : ISource
{
    public SettingLayer Layer => SettingLayer.Programmatic;

    public bool ReadsFiles => false;

    public IEnumerable<string> Locate(SourceReading reading) => [];

    public void Read(SourceReading reading) => onRead();
}
