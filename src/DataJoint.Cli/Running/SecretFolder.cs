using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>
/// The secrets of one program as files in memory, for its user alone. A second process of djc keeps watch: it removes the folder when this process has
/// ended without doing so, however that came.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class SecretFolder : IDisposable
{
    private const string WatchCommand = "__watch";
    private const string Prefix = "djc-";
    private const string SharedMemory = "/dev/shm";
    private const string FileSuffix = "_FILE";
    private const int NameBytes = 16;

    /// <summary>What .NET and the system need to start djc once more; nothing of the program's variables.</summary>
    private static readonly string[] Needed = ["PATH", "HOME", "LD_LIBRARY_PATH"];

    private readonly string _path;
    private readonly AnonymousPipeServerStream _life;

    private SecretFolder(string path, AnonymousPipeServerStream life)
    {
        _path = path;
        _life = life;
    }

    /// <summary>The process that keeps watch.</summary>
    public int WatchProcess { get; private set; }

    /// <summary>The variables that name the files.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Writes the files.</summary>
    /// <exception cref="CommandException">No file system in memory can be written to.</exception>
    public static SecretFolder Create(ChildCommand child)
    {
        string path = Path.Combine(FindMemory(child), Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)));
        AnonymousPipeServerStream life = new(PipeDirection.Out, HandleInheritability.None);
        SecretFolder folder = new(path, life);
        try
        {
            folder.WatchProcess = StartWatch(child, path, life); // before there is anything to remove
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach ((string variable, Secret text) in child.Files)
            {
                folder.Write(variable, text);
            }

            return folder;
        }
        catch (Exception refused)
        {
            folder.Dispose();
            throw refused is UnauthorizedAccessException or IOException ? NoMemory($"{path}: {refused.Message}") : refused;
        }
    }

    /// <summary>Waits until the other process has ended, and removes its folder.</summary>
    /// <param name="path">The folder; only a name as this class gives it is removed.</param>
    /// <param name="life">A pipe that ends with the other process.</param>
    public static void Watch(string path, Stream life)
    {
        string name = Path.GetFileName(path);
        bool isOurs = name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length == Prefix.Length + (2 * NameBytes) && name[Prefix.Length..].All(char.IsAsciiHexDigitLower);
        if (!Path.IsPathRooted(path) || !isOurs)
        {
            throw CommandException.UsageError("djc run --files starts this; it does nothing by itself");
        }

        life.CopyTo(Stream.Null);
        Remove(path);
    }

    public void Dispose()
    {
        Remove(_path);
        _life.Dispose();
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private void Write(string variable, Secret text)
    {
        string file = Path.Combine(_path, variable);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (FileStream stream = new(file, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text.Reveal()));
        }

        Variables[variable + FileSuffix] = file;
    }

    private static int StartWatch(ChildCommand child, string path, AnonymousPipeServerStream life)
    {
        var variables = child.Variables.Where(v => v.Key.StartsWith("DOTNET_", StringComparison.Ordinal) || Needed.Contains(v.Key)).ToDictionary();
        int process = UnixSpawn.StartApart(OwnProgram.With([WatchCommand, "--", path], variables), life.ClientSafePipeHandle);
        life.DisposeLocalCopyOfClientHandle();
        return process;
    }

    /// <summary>The user's own folder in memory, else the one that all share.</summary>
    private static string FindMemory(ChildCommand child)
    {
        string[] candidates = [child.Variables.GetValueOrDefault("XDG_RUNTIME_DIR", ""), SharedMemory];
        return candidates.FirstOrDefault(IsMemory) ?? throw NoMemory($"{SharedMemory} is not one, and XDG_RUNTIME_DIR names none");
    }

    private static unsafe bool IsMemory(string directory)
    {
        const int Size = 256; // more than the structure has; the kind is its first member
        const uint Tmpfs = 0x01021994;
        const uint RamFs = 0x858458f6;
        byte* facts = stackalloc byte[Size];
        return OperatingSystem.IsLinux() && Path.IsPathRooted(directory) && StatFs(directory, facts) == 0 && unchecked((uint)*(nint*)facts) is Tmpfs or RamFs;
    }

    private static CommandException NoMemory(string why) => new(
        ExitCode.Failure, "--files needs a file system in memory (tmpfs) that can be written to: " + Display.Sanitize(why, int.MaxValue),
        "mount one at /dev/shm, or omit --files: the secrets then go as variables");

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatFs(string path, byte* facts);
}
