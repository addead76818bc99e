namespace DataJoint.Configuration.Files;

/// <summary>Reading files with the means of .NET alone: on Windows, and where the C library lacks a call.</summary>
internal static class ManagedFile
{
    public static EntryFacts Stat(string path)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(path);
            if ((attributes & FileAttributes.Directory) != 0)
            {
                return new EntryFacts(EntryKind.Directory, ModeOf(path), Changed: Directory.GetLastWriteTimeUtc(path).Ticks);
            }

            if ((attributes & FileAttributes.ReparsePoint) != 0 && !File.Exists(path))
            {
                return new EntryFacts(EntryKind.BrokenLink);
            }

            if ((attributes & FileAttributes.Device) != 0)
            {
                return new EntryFacts(EntryKind.Other);
            }

            FileInfo file = new(path);
            return new EntryFacts(EntryKind.File, ModeOf(path), Size: file.Length, Changed: file.LastWriteTimeUtc.Ticks);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return EntryFacts.Missing;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            return new EntryFacts(EntryKind.Denied);
        }
    }

    public static FileContent Read(string path, int max)
    {
        EntryFacts facts = Stat(path);
        if (facts.Kind != EntryKind.File)
        {
            return new FileContent(facts, null);
        }

        if (facts.Size == 0)
        {
            // A pipe or device, which .NET does not tell from a file, has no size; opening it could block for ever.
            return new FileContent(facts, []);
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (stream.Length > max)
            {
                return new FileContent(facts, null, FileReading.TooLarge(max));
            }

            byte[] bytes = new byte[stream.Length];
            int length = 0;
            while (length < bytes.Length && stream.Read(bytes, length, bytes.Length - length) is int read and > 0)
            {
                length += read;
            }

            Array.Resize(ref bytes, length);
            return new FileContent(facts, bytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileContent(EntryFacts.Missing, null);
        }
        catch (UnauthorizedAccessException)
        {
            return new FileContent(facts, null, "permission denied");
        }
        catch (IOException error)
        {
            return new FileContent(facts, null, "input/output error 0x" + error.HResult.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static int ModeOf(string path)
    {
#if NET
        return OperatingSystem.IsWindows() ? -1 : (int)File.GetUnixFileMode(path);
#else
        _ = path;
        return -1;
#endif
    }
}
