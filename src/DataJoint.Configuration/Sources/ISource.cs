namespace DataJoint.Configuration.Sources;

/// <summary>One place that settings come from. It keeps nothing between loads: what belongs to a load is in the <see cref="SourceReading"/>.</summary>
internal interface ISource
{
    /// <summary>The layer of its values.</summary>
    SettingLayer Layer { get; }

    /// <summary>Whether it reads the files that DJ_IGNORE_CONFIG_FILE keeps out.</summary>
    bool ReadsFiles { get; }

    /// <summary>Where it is: the files that it reads, or would if they existed, highest first. None is opened.</summary>
    IEnumerable<string> Locate(SourceReading reading);

    /// <summary>Reads: gives its values, reports what is wrong, and notes the version of each file.</summary>
    void Read(SourceReading reading);
}
