using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Tests;

/// <summary>A source of files without values: something happens between the reading of two others.</summary>
internal sealed class SwappingSource(Action meanwhile) : ISource
{
    public SettingLayer Layer => SettingLayer.Project;

    public bool ReadsFiles => true;

    public IEnumerable<string> Locate(SourceReading reading) => [];

    public void Read(SourceReading reading) => meanwhile();
}
