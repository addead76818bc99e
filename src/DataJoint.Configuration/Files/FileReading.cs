using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Files;

/// <summary>Reads files and asks for their facts. Never opens a pipe or device in a way that could block.</summary>
internal static class FileReading
{
    private static readonly bool IsUnix = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly char[] NeverInPath = Path.GetInvalidPathChars();
    private static volatile bool _posixWorks = IsUnix;

    /// <summary>Whether a file could have this path. On .NET Framework the methods of <see cref="Path"/> throw where none could.</summary>
    public static bool CanExist(string path) => path.IndexOfAny(NeverInPath) < 0;

    /// <summary>Reads a whole file of at most <paramref name="max"/> bytes.</summary>
    public static FileContent Read(string path, int max)
    {
        if (!CanExist(path))
        {
            return new FileContent(EntryFacts.Missing, null);
        }

        if (_posixWorks)
        {
            try
            {
                if (PosixFile.TryRead(path, max, out FileContent content))
                {
                    return content;
                }
            }
            catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
            {
                _posixWorks = false;
            }
        }

        return ManagedFile.Read(path, max);
    }

    /// <summary>The facts of a path, links followed.</summary>
    public static EntryFacts Stat(string path)
    {
        if (!CanExist(path))
        {
            return EntryFacts.Missing;
        }

        if (_posixWorks)
        {
            try
            {
                if (PosixFile.TryStat(path, out EntryFacts facts))
                {
                    return facts;
                }
            }
            catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
            {
                _posixWorks = false;
            }
        }

        return ManagedFile.Stat(path);
    }

    /// <summary>Who owns what has this path, a link itself and not where it leads; -1 when nobody can tell, as on Windows and macOS.</summary>
    public static long FindOwner(string path)
    {
        try
        {
            return _posixWorks && CanExist(path) ? PosixFile.FindOwner(path) : -1;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return -1;
        }
    }

    public static string TooLarge(int max) =>
        max % (1024 * 1024) == 0 ? $"it is larger than {max / (1024 * 1024)} MiB" : $"it is larger than {max / 1024} KiB";
}
