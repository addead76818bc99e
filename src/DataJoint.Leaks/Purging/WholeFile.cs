namespace DataJoint.Leaks.Purging;

/// <summary>Writes a file so that it is either the old one or the new one.</summary>
internal static class WholeFile
{
    public static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        string temporary = file + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Delete(temporary);
        using (FileStream target = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            target.Write(bytes);
            target.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
