using System.Collections;
using System.Runtime.InteropServices;

namespace DataJoint.Configuration;

/// <summary>What the configuration takes from the world: environment variables, directories and the clock. Tests and hosts can supply their own.</summary>
public sealed class HostEnvironment
{
    /// <summary>Where platforms mount secrets for DataJoint when <c>DJ_SECRETS_DIR</c> names no other place.</summary>
    public const string DefaultMountedSecrets = "/run/secrets/datajoint";

    /// <summary>What the names of this product's variables start with.</summary>
    internal const string VariablePrefix = "DJ_";

    private readonly IReadOnlyDictionary<string, string>? _variables;
    private readonly string? _currentDirectory;
    private readonly Func<DateTimeOffset>? _clock;

    /// <summary>An environment of one's own.</summary>
    /// <param name="variables">
    /// The environment variables. Those that start with <c>DJ_</c> configure; others are asked for by name, such as <c>ENV</c>, those of platforms that
    /// give an identity, and those that datajoint-python reads.
    /// </param>
    /// <param name="currentDirectory">The current directory, absolute; null means that of the process.</param>
    /// <param name="mountedSecrets">The mounted secrets directory; null means that there is none.</param>
    /// <param name="homeDirectory">The user's home directory, or null when there is none.</param>
    /// <param name="clock">The clock; null means the system's.</param>
    public HostEnvironment(
        IReadOnlyDictionary<string, string> variables,
        string? currentDirectory = null,
        string? mountedSecrets = null,
        string? homeDirectory = null,
        Func<DateTimeOffset>? clock = null)
    {
        _variables = variables ?? throw new ArgumentNullException(nameof(variables));
        _currentDirectory = currentDirectory;
        MountedSecrets = mountedSecrets;
        HomeDirectory = homeDirectory;
        _clock = clock;
    }

    private HostEnvironment()
    {
        MountedSecrets = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? null : DefaultMountedSecrets;
    }

    /// <summary>The environment of this process, read again at each load.</summary>
    public static HostEnvironment Process { get; } = new();

    /// <summary>The names of the variables that a file gives, which may be a stranger's: references in them need trust. None by default.</summary>
    public IReadOnlyCollection<string> VariablesOfFiles { get; init; } = [];

    /// <summary>The mounted secrets directory when <c>DJ_SECRETS_DIR</c> names no other, or null.</summary>
    public string? MountedSecrets { get; }

    /// <summary>The user's home directory given to the constructor; for the process see <see cref="FindHomeDirectory"/>.</summary>
    internal string? HomeDirectory { get; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now => _clock is not null ? _clock() : SystemNow();

    /// <summary>The user's home directory.</summary>
    /// <returns>An absolute path, or null when there is none.</returns>
    public string? FindHomeDirectory()
    {
        if (_variables is not null)
        {
            return HomeDirectory;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? null : home;
    }

    /// <summary>The current directory.</summary>
    /// <returns>An absolute path, or null when it has been deleted.</returns>
    public string? FindCurrentDirectory()
    {
        if (_currentDirectory is not null)
        {
            return _currentDirectory;
        }

        try
        {
#pragma warning disable RS0030 // the one place that reads the current directory
            return Environment.CurrentDirectory;
#pragma warning restore RS0030
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All variables that start with <c>DJ_</c>, in the order of their names.</summary>
    /// <returns>Names and values; names are in upper case on Windows, where case does not count.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> ListVariables() =>
        ListVariables(static name => name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The variables with the names that are wanted, in the order of their names.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> ListVariables(Func<string, bool> isWanted)
    {
        List<KeyValuePair<string, string>> found = [];
        if (_variables is not null)
        {
            foreach (KeyValuePair<string, string> pair in _variables)
            {
                Collect(found, isWanted, pair.Key, pair.Value);
            }
        }
        else
        {
#pragma warning disable RS0030 // the one place that reads the environment
            IDictionaryEnumerator all = Environment.GetEnvironmentVariables().GetEnumerator();
#pragma warning restore RS0030
            while (all.MoveNext())
            {
                Collect(found, isWanted, (string)all.Key, all.Value as string ?? "");
            }
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return found;
    }

    /// <summary>One environment variable of any name, for what platforms define: where an identity is found, for instance.</summary>
    /// <param name="name">The variable's name.</param>
    /// <returns>Its value, or null when it is not set or empty.</returns>
    public string? FindVariable(string name)
    {
        if (name is null)
        {
            throw new ArgumentNullException(nameof(name));
        }

#pragma warning disable RS0030 // the one place that reads the environment
        string? value = _variables is null ? Environment.GetEnvironmentVariable(name) : _variables.TryGetValue(name, out string? given) ? given : null;
#pragma warning restore RS0030
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static void Collect(List<KeyValuePair<string, string>> found, Func<string, bool> isWanted, string name, string value)
    {
        if (isWanted(name))
        {
            found.Add(new(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? name.ToUpperInvariant() : name, value));
        }
    }

    private static DateTimeOffset SystemNow()
    {
#pragma warning disable RS0030 // the one place that reads the clock
        return DateTimeOffset.UtcNow;
#pragma warning restore RS0030
    }
}
