namespace DataJoint.Stores.Tests;

/// <summary>A folder of the test's own, gone when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("datajoint-stores-").FullName;
    }

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Makes a named pipe; not on Windows.</summary>
    public async Task MakePipeAsync(string relative, CancellationToken cancellationToken)
    {
        using var maker = System.Diagnostics.Process.Start("mkfifo", [this[relative]]);
        await maker.WaitForExitAsync(cancellationToken);
    }

    public string[] Everything() =>
        [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Select(found => System.IO.Path.GetRelativePath(Path, found).Replace(System.IO.Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
