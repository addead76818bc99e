using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>A new directory for one case, with another one to serve as HOME; both go when it is disposed.</summary>
internal sealed class CaseDirectory : IDisposable
{
    private static readonly string[] ProjectMarks = ["datajoint.json", ".secrets", ".git", ".hg"];

    private readonly string _top;

    public CaseDirectory()
    {
        string temporary = PhysicalPath.Of(Path.GetTempPath());
        RequireNoProjectAbove(temporary);
        _top = Path.Combine(temporary, "djc-" + Path.GetRandomFileName());
        Root = NewDirectory(Path.Combine(_top, "case"));
        Home = NewDirectory(Path.Combine(_top, "home"));
    }

    public string Root { get; }

    public string Home { get; }

    /// <summary>Writes files and links, makes the repository, sets the modes.</summary>
    public void SetUp(ConformanceCase conformanceCase)
    {
        JsonElement description = conformanceCase.Description;
        WriteFiles(description);
        foreach (JsonProperty link in description.Members("links"))
        {
            string path = Path.Combine(Root, link.Name);
            NewDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, new RootPlaceholder(Root).Fill(link.Value.GetString()!));
        }

        CloseSecrets(new DirectoryInfo(Root), inside: false);
        if (conformanceCase.IsRepository)
        {
            GitRepository.Create(Root, Home, [.. description.Elements("commit").Select(path => path.GetString()!)]);
        }

        foreach (JsonProperty mode in description.Members("modes").OrderByDescending(mode => mode.Name.Count(character => character == '/')))
        {
            PosixMode.Set(Path.Combine(Root, mode.Name), PosixMode.Parse(mode.Value.GetString()!));
        }
    }

    public void Dispose()
    {
        try
        {
            Unlock(new DirectoryInfo(_top));
            Directory.Delete(_top, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What a killed program still holds open is left to the system's own cleaning.
        }
    }

    private static void RequireNoProjectAbove(string temporary)
    {
        for (var folder = new DirectoryInfo(temporary); folder is not null; folder = folder.Parent)
        {
            if (ProjectMarks.FirstOrDefault(mark => Path.Exists(Path.Combine(folder.FullName, mark))) is { } mark)
            {
                throw new InvalidOperationException(
                    $"{Path.Combine(folder.FullName, mark)} would be found by every case: set TMPDIR to a folder outside any project");
            }
        }
    }

    private static string NewDirectory(string path)
    {
        if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
        {
            NewDirectory(parent);
        }

        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            PosixMode.Set(path, PosixMode.OrdinaryDirectory);
        }

        return path;
    }

    private void WriteFiles(JsonElement description)
    {
        foreach (JsonProperty file in description.Members("files"))
        {
            string path = Path.Combine(Root, file.Name);
            if (file.Name.EndsWith('/'))
            {
                NewDirectory(path.TrimEnd('/'));
                continue;
            }

            NewDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, CaseContent.Bytes(file.Value));
            PosixMode.Set(path, PosixMode.OrdinaryFile);
        }
    }

    private static void CloseSecrets(DirectoryInfo folder, bool inside)
    {
        if (inside)
        {
            PosixMode.Set(folder.FullName, PosixMode.OwnerOnlyDirectory);
        }

        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            if (entry is DirectoryInfo child)
            {
                CloseSecrets(child, inside || child.Name == ".secrets");
            }
            else if (inside)
            {
                PosixMode.Set(entry.FullName, PosixMode.OwnerOnlyFile);
            }
        }
    }

    private static void Unlock(DirectoryInfo folder)
    {
        PosixMode.Set(folder.FullName, PosixMode.OwnerOnlyDirectory);
        foreach (DirectoryInfo child in folder.EnumerateDirectories().Where(child => child.LinkTarget is null))
        {
            Unlock(child);
        }
    }
}
