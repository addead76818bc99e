using DataJoint.Configuration.Loading;
using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration;

/// <summary>A live configuration: the newest snapshot, programmatic values on top, and overrides for the current async flow.</summary>
/// <remarks>
/// Reading is safe from any thread and takes no lock. A change or a reload makes a new snapshot that is swapped in at once,
/// so a reader never sees half of it. Any number of instances live side by side.
/// </remarks>
public sealed class DataJointConfig
{
    private readonly ConfigurationOptions _options;
    private readonly object _gate = new();
    private readonly AsyncLocal<OverrideScope?> _scope = new();
    private volatile ConfigurationSnapshot _snapshot;
    private volatile SourceState _sources;
    private ValueTable _programmatic;
    private int _openScopes;

    private DataJointConfig(ConfigurationOptions options)
    {
        _options = options;
        _programmatic = ProgrammaticTable.Create(options.Settings, options.SettingsOrigin);
        LoadAttempt attempt = ConfigurationLoader.Load(options, _programmatic, Terms);
        _snapshot = attempt.Get();
        _sources = attempt.Sources;
    }

    /// <summary>The newest snapshot, with the overrides of the current async flow.</summary>
    public ConfigurationSnapshot Snapshot => Volatile.Read(ref _openScopes) == 0 ? _snapshot : ScopedSnapshot();

    /// <summary>The newest snapshot without the overrides of any async flow: for what several flows share, such as a pool of connections.</summary>
    public ConfigurationSnapshot SharedSnapshot => _snapshot;

    /// <summary>The <c>database.*</c> settings.</summary>
    public DatabaseSettings Database => Snapshot.Database;

    /// <summary>The <c>connection.*</c> settings.</summary>
    public ConnectionSettings Connection => Snapshot.Connection;

    /// <summary>The <c>display.*</c> settings.</summary>
    public DisplaySettings Display => Snapshot.Display;

    /// <summary>The <c>jobs.*</c> settings.</summary>
    public JobsSettings Jobs => Snapshot.Jobs;

    /// <summary>The object stores.</summary>
    public StoreCollection Stores => Snapshot.Stores;

    /// <summary><c>safemode</c>: ask before anything is deleted.</summary>
    public bool SafeMode => Snapshot.SafeMode;

    /// <summary><c>loglevel</c>: <c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c>, <c>ERROR</c> or <c>CRITICAL</c>.</summary>
    public string LogLevel => Snapshot.LogLevel;

    /// <summary><c>download_path</c>; <c>.</c> by default.</summary>
    public string DownloadPath => Snapshot.DownloadPath;

    /// <summary><c>query_cache</c>, or null.</summary>
    public string? QueryCache => Snapshot.QueryCache;

    /// <summary><c>cache</c>, or null.</summary>
    public string? Cache => Snapshot.Cache;

    /// <summary><c>enable_python_native_blobs</c>.</summary>
    public bool EnablePythonNativeBlobs => Snapshot.EnablePythonNativeBlobs;

    /// <summary>Warnings and information found by the last load.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Snapshot.Diagnostics;

    /// <summary>A setting by its key. Setting it gives a programmatic value; <c>default</c> (no value) takes that back.</summary>
    /// <param name="key">The full key, such as <c>database.host</c> or <c>stores.main.bucket</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">The value does not fit the setting.</exception>
    public SettingValue this[string key]
    {
        get => Snapshot[key];
        set
        {
            lock (_gate)
            {
                _programmatic = ProgrammaticTable.With(_programmatic, key, value);
                _snapshot = new ConfigurationSnapshot(_snapshot.Stack.WithProgrammatic(_programmatic), _snapshot.Context);
            }
        }
    }

    /// <summary>Loads the configuration.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationException">Something is wrong with a source; everything that is, is reported at once.</exception>
    /// <exception cref="KeyNotFoundException"><see cref="ConfigurationOptions.Settings"/> has an unknown key.</exception>
    /// <exception cref="ArgumentException"><see cref="ConfigurationOptions.Settings"/> has a value that does not fit.</exception>
    public static DataJointConfig Load(ConfigurationOptions? options = null) => new(options ?? new ConfigurationOptions());

    /// <summary>Loads the configuration on a thread of the pool; the files are small, but a network share may be slow.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting before loading starts.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationException">Something is wrong with a source; everything that is, is reported at once.</exception>
    public static Task<DataJointConfig> LoadAsync(ConfigurationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(options), cancellationToken);

    /// <summary>Values for the current async flow alone, until the scope is disposed. Scopes nest.</summary>
    /// <param name="values">Keys and values.</param>
    /// <returns>The scope; dispose it in the flow that made it.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">A value does not fit its setting.</exception>
    public IDisposable Override(params (string Key, SettingValue Value)[] values)
    {
        ValueTable table = ProgrammaticTable.Create(
            (values ?? throw new ArgumentNullException(nameof(values))).Select(v => new KeyValuePair<string, object?>(v.Key, v.Value)), "override");
        OverrideScope scope = new(table, _scope.Value, Close);
        Interlocked.Increment(ref _openScopes);
        _scope.Value = scope;
        return scope;
    }

    /// <summary>Explains a setting: every layer that gives it a value, the winner marked.</summary>
    /// <param name="key">The full key.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    public SettingExplanation Explain(string key) => Snapshot.Explain(key);

    /// <summary>Reads files and environment again; programmatic values stay. Files that are replaced meanwhile are read again, so that old and new do not mix.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with a source; the former snapshot stays in force.</exception>
    public void Reload()
    {
        lock (_gate)
        {
            Adopt(ConfigurationLoader.Load(_options, _programmatic, Terms));
        }
    }

    /// <summary>Reads files and environment again on a thread of the pool; programmatic values stay.</summary>
    /// <param name="cancellationToken">Gives up waiting before reading starts.</param>
    /// <returns>A task that ends when the new snapshot is in force.</returns>
    /// <exception cref="ConfigurationException">Something is wrong with a source; the former snapshot stays in force.</exception>
    public Task ReloadAsync(CancellationToken cancellationToken = default) => Task.Run(Reload, cancellationToken);

    /// <summary>Drops all programmatic values, those of the options too, and reads files and environment again.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with a source; everything stays as it was.</exception>
    public void Clear()
    {
        lock (_gate)
        {
            ValueTable empty = new(SettingLayer.Programmatic);
            Adopt(ConfigurationLoader.Load(_options, empty, Terms));
            _programmatic = empty;
        }
    }

    /// <summary>
    /// Watches what the sources read, and puts a new snapshot in force when it has changed: files that come, change or go, what links lead to, and
    /// variables. What is wrong leaves the newest snapshot in force and is reported.
    /// </summary>
    /// <remarks>It looks at the sources again and again, so it also works where no file events come: in containers and on network shares.</remarks>
    /// <param name="options">How often, and who is told; null for the defaults.</param>
    /// <returns>The watch; dispose of it to end it.</returns>
    /// <exception cref="ArgumentException">A time of the options is out of its range.</exception>
    public ConfigurationWatch Watch(WatchOptions? options = null) => new(this, _options, (options ?? new WatchOptions()).Check());

    /// <summary>Until when the texts of references are good, as far as anybody has asked.</summary>
    internal SecretTerms Terms { get; } = new();

    /// <summary>What the newest load has read.</summary>
    internal SourceState Sources => _sources;

    /// <summary>Reads again; a snapshot is put in force unless something changed meanwhile: it may hold a part from before and another from after.</summary>
    /// <returns>What came of it; null when something changed meanwhile.</returns>
    internal LoadAttempt? TryReload()
    {
        lock (_gate)
        {
            LoadAttempt attempt = ConfigurationLoader.Load(_options, _programmatic, Terms);
            if (!attempt.Sources.Matches(attempt.Sources.TakeAgain(_options)))
            {
                return null;
            }

            if (attempt.IsGood)
            {
                Adopt(attempt);
            }

            return attempt;
        }
    }

    /// <summary>All settings with a value, one a line, secrets redacted.</summary>
    /// <returns>Key, value and origin of each.</returns>
    public override string ToString() => Snapshot.ToString();

    private ConfigurationSnapshot ScopedSnapshot() => _scope.Value?.Apply(_snapshot) ?? _snapshot;

    private void Adopt(LoadAttempt attempt)
    {
        _snapshot = attempt.Get();
        _sources = attempt.Sources;
    }

    private void Close(OverrideScope scope)
    {
        Interlocked.Decrement(ref _openScopes);
        if (ReferenceEquals(_scope.Value, scope))
        {
            _scope.Value = scope.OpenParent();
        }
    }
}
