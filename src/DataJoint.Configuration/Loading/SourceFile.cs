namespace DataJoint.Configuration;

/// <summary>A file that is read, or would be if it existed.</summary>
public sealed class SourceFile
{
    internal SourceFile(SettingLayer layer, string path, bool exists)
    {
        Layer = layer;
        Path = path;
        Exists = exists;
    }

    /// <summary>The layer that it belongs to.</summary>
    public SettingLayer Layer { get; }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Whether something stands there.</summary>
    public bool Exists { get; }
}
