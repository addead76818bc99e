namespace DataJoint.Configuration;

/// <summary>A file that is read, or would be if it existed.</summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Exists">Whether it is there.</param>
internal sealed record SourceFile(SettingLayer Layer, string Path, bool Exists);
