using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Trust;

namespace DataJoint.Configuration.Editing;

/// <summary>Changes the user's list of trusted destinations: 0600 in a directory with 0700, whole at any moment, never through a link.</summary>
public sealed class TrustEditor
{
    private readonly HostEnvironment _hostEnvironment;
    private readonly string _root;

    /// <summary>Prepares; nothing is read or written.</summary>
    /// <param name="hostEnvironment">Where the user's directories are.</param>
    /// <param name="root">The project's root, whose destinations are meant.</param>
    public TrustEditor(HostEnvironment hostEnvironment, string root)
    {
        _hostEnvironment = hostEnvironment ?? throw new ArgumentNullException(nameof(hostEnvironment));
        _root = root ?? throw new ArgumentNullException(nameof(root));
    }

    /// <summary>A destination in the form in which the list keeps it.</summary>
    /// <param name="text">The destination as people write it: <c>host</c> (any port), <c>host:port</c>, <c>*.domain</c>, or the path of a local socket.</param>
    /// <param name="destination">The destination as the list keeps it.</param>
    /// <param name="problem">Why the text is not a destination, as the end of a sentence that begins with it.</param>
    /// <returns>False when it is not a destination.</returns>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? destination, [NotNullWhen(false)] out string? problem)
    {
        if (TrustedHost.TryParse(text ?? throw new ArgumentNullException(nameof(text)), out TrustedHost? host, out problem))
        {
            destination = host.ToString();
            return true;
        }

        destination = null;
        return false;
    }

    /// <summary>Lists the destinations that are trusted for the project.</summary>
    /// <returns>Each as the list keeps it; nothing when somebody else could have written the list.</returns>
    public IReadOnlyList<string> List() =>
        TrustList.Read(TrustList.PathIn(_hostEnvironment)).Projects.TryGetValue(_root, out List<string>? kept) ? kept : [];

    /// <summary>Adds destinations; one that is there already is not added again.</summary>
    /// <param name="destinations">The destinations, as people write them.</param>
    /// <exception cref="ArgumentException">One of them is not a destination.</exception>
    /// <exception cref="ConfigurationEditException">The list cannot be written, or somebody else could write it.</exception>
    public void Add(IEnumerable<string> destinations)
    {
        List<string> added = [];
        foreach (string text in destinations ?? throw new ArgumentNullException(nameof(destinations)))
        {
            added.Add(TryNormalize(text, out string? destination, out string? problem)
                ? destination
                : throw new ArgumentException($"{Display.Quote(text)} {problem}", nameof(destinations)));
        }

        Change(kept => kept.AddRange(added.Distinct(StringComparer.Ordinal).Except(kept, StringComparer.Ordinal).ToList()));
    }

    /// <summary>Removes a destination, or all of the project's.</summary>
    /// <param name="destination">The destination as <see cref="List"/> shows it, or null for all.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="ConfigurationEditException">The list cannot be written, or somebody else could write it.</exception>
    public IReadOnlyList<string> Remove(string? destination = null)
    {
        List<string> removed = [];
        Change(kept =>
        {
            removed.AddRange(kept.Where(one => destination is null || one == destination));
            kept.RemoveAll(removed.Contains);
        });
        return removed;
    }

    private void Change(Action<List<string>> change)
    {
        string variable = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "LOCALAPPDATA" : "HOME";
        string path = TrustList.PathIn(_hostEnvironment)
            ?? throw ConfigurationEditException.Refused("there is no home directory to keep the list of trusted destinations in", $"Set {variable}, or use DJ_TRUST or --trust.");
        string directory = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
            AtomicFile.CreateSecretDirectory(directory);
        }
        catch (Exception error) when (error is (IOException and not ConfigurationEditException) or UnauthorizedAccessException)
        {
            throw AtomicFile.CannotWrite(path, error.Message);
        }

        SafeTarget.CheckDirectory(directory, directory);
        using var held = EditLock.Take(directory);
        string target = SafeTarget.Resolve(path, path, followLinks: false, "the list of trusted destinations is not written through one");
        var list = TrustList.Read(target);
        if (list.Problem is not null)
        {
            throw ConfigurationEditException.Refused($"the list of trusted destinations is not used: {list.Problem}", "Remove the file, or make it yours alone.");
        }

        if (!list.Projects.TryGetValue(_root, out List<string>? hosts))
        {
            list.Projects[_root] = hosts = [];
        }

        change(hosts);
        AtomicFile.Write(target, list.ToBytes(), AtomicFile.SecretMode);
    }
}
