using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Running;

/// <summary>The variables that settings are taken from, with those of <c>--env-file</c> as the files were when they were last read.</summary>
internal sealed class VariableFiles : IReadOnlyDictionary<string, string>
{
    private readonly CommandContext _context;
    private readonly IReadOnlyList<string> _files;
    private readonly GrowingNames _ofFiles = new();
    private volatile InheritedVariables _newest;
    private InheritedVariables? _pending;

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is not a file of variables.</exception>
    public VariableFiles(CommandContext context, IReadOnlyList<string> files)
    {
        _context = context;
        _files = files;
        Take(InheritedVariables.Read(context, files));
    }

    /// <summary>Those of the program.</summary>
    public IReadOnlyDictionary<string, string> All => _newest.All;

    /// <summary>The names of those that a file gives, or has given: references in them need trust.</summary>
    public IReadOnlyCollection<string> OfFiles => _ofFiles;

    public IEnumerable<string> Keys => _newest.ForSettings.Keys;

    public IEnumerable<string> Values => _newest.ForSettings.Values;

    public int Count => _newest.ForSettings.Count;

    public string this[string key] => _newest.ForSettings[key];

    public bool ContainsKey(string key) => _newest.ForSettings.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _newest.ForSettings.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _newest.ForSettings.GetEnumerator();

    /// <summary>Reads the files again. What has changed counts when the next reading finds the same: a file may be half written.</summary>
    /// <param name="load">Loads the settings with what has changed. When it throws, all variables stay as they were, and the next reading tries it again.</param>
    /// <returns>Whether it counts now.</returns>
    /// <exception cref="CommandException">A file cannot be read, or is not a file of variables; the variables stay.</exception>
    public bool Refresh(Action load)
    {
        InheritedVariables? before = _pending;
        _pending = null;
        var now = InheritedVariables.Read(_context, _files);
        if (AreEqual(now.All, _newest.All))
        {
            return false;
        }

        if (before is null || !AreEqual(now.All, before.All))
        {
            _pending = now;
            return false;
        }

        InheritedVariables former = _newest;
        Take(now);
        try
        {
            load();
        }
        catch (Exception)
        {
            _newest = former;
            _pending = now;
            throw;
        }

        return true;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [MemberNotNull(nameof(_newest))]
    private void Take(InheritedVariables read)
    {
        _ofFiles.Add(read.OfFiles);
        _newest = read;
    }

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> another) =>
        one.Count == another.Count && one.All(variable => another.TryGetValue(variable.Key, out string? value) && value == variable.Value);
}
