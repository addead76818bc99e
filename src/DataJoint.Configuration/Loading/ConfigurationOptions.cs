using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration;

/// <summary>How a configuration is loaded. Everything has a default that fits.</summary>
public sealed class ConfigurationOptions
{
    private IReadOnlyList<KeyValuePair<string, object?>> _settings = [];

    /// <summary>
    /// The directory that the search for the project starts from; null means the file that <c>DJ_CONFIG_FILE</c> names, and without that variable the
    /// current directory.
    /// </summary>
    public string? StartDirectory { get; set; }

    /// <summary>The environment, such as <c>dev</c>; null means that of <c>DJ_ENV</c>, if any.</summary>
    public string? Environment { get; set; }

    /// <summary>Whether every warning is an error; null means as <c>DJ_STRICT</c> says, and no without it.</summary>
    public bool? Strict { get; set; }

    /// <summary>Values that the program sets, above all other layers; later ones win. Secrets may be given as text or as <see cref="Secret"/>.</summary>
    /// <remarks>What is set is copied; values of secret settings are kept as <see cref="Secret"/>.</remarks>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings
    {
        get => _settings;
        set => _settings = ProgrammaticSource.Protect(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>What <see cref="Settings"/> are called where origins are shown; <c>program</c> by default.</summary>
    public string SettingsOrigin { get; set; } = ProgrammaticSource.CodeOrigin;

    /// <summary>
    /// What happens when a credential from outside the project would go to a destination that only the project names, or less protected because of it; a
    /// warning by default.
    /// </summary>
    public UntrustedDestinations UntrustedDestinations { get; set; } = UntrustedDestinations.Warn;

    /// <summary>
    /// Destinations that the program trusts, besides those of <c>DJ_TRUST</c>: <c>host</c>, <c>host:port</c> or <c>*.domain</c>, or
    /// <c>references</c> for all references of the project; none by default.
    /// </summary>
    public IReadOnlyList<string> TrustedDestinations { get; set; } = [];

    /// <summary>
    /// Whether a reference may run the program that it names (<c>ref+exec://…</c>); null means as <c>DJ_ALLOW_EXEC</c> says, and no without it.
    /// </summary>
    public bool? AllowsPrograms { get; set; }

    /// <summary>Environment variables, directories and clock; those of the process by default.</summary>
    public HostEnvironment HostEnvironment { get; set; } = HostEnvironment.Process;

    /// <summary>The sources, highest first.</summary>
    internal IReadOnlyList<ISource> Sources { get; set; } = Precedence.Sources;

    /// <summary>Whether <c>DJ_THREAD_SAFE</c> closes what a whole program shares: the variable alone is read, again at each call, and nothing is loaded.</summary>
    /// <returns>True when it is on; false without it.</returns>
    /// <exception cref="ConfigurationException">It is neither true nor false.</exception>
    public bool ReadThreadSafe()
    {
        DiagnosticBag diagnostics = new();
        bool isOn = ControlVariables.ReadThreadSafe(HostEnvironment.ListVariables(), diagnostics);
        return diagnostics.Count == 0 ? isOn : throw new ConfigurationException(diagnostics.ToList(strict: false));
    }

    /// <summary>Whether an environment may have this name: letters, digits, <c>_</c> and <c>-</c>, at most 100 of them, and not <c>schema</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False for a name that a load would refuse.</returns>
    public static bool IsEnvironmentName(string name) => EnvironmentName.IsValid(name ?? throw new ArgumentNullException(nameof(name)));
}
