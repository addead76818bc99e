using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Cli.Running;

/// <summary>
/// The variables that settings are taken from, those of <c>--env-file</c> among them, as the files are now: they are read when all variables are listed, as
/// each load does. What is wrong with a file then fails the load, and the variables stay.
/// </summary>
internal sealed class VariableFiles : IReadOnlyDictionary<string, string>, ISource
{
    private readonly CommandContext _context;
    private readonly IReadOnlyList<string> _files;
    private readonly string[] _paths;
    private readonly HashSet<string> _ofFiles = new(StringComparer.Ordinal);
    private EntryFacts[] _facts = [];
    private CommandException? _problem;
    private volatile InheritedVariables _newest;

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is not a file of variables.</exception>
    public VariableFiles(CommandContext context, IReadOnlyList<string> files)
    {
        _context = context;
        _files = files;
        _paths = [.. files.Select(file => InheritedVariables.PathOf(context, file))];
        _newest = Read();
    }

    /// <summary>Those of the program.</summary>
    public IReadOnlyDictionary<string, string> All => _newest.All;

    /// <summary>The names of those that a file gives, or has given: references in them need trust.</summary>
    public IReadOnlyCollection<string> OfFiles => _ofFiles;

    public SettingLayer Layer => SettingLayer.Environment;

    public bool ReadsFiles => false;

    public IEnumerable<string> Keys => _newest.ForSettings.Keys;

    public IEnumerable<string> Values => _newest.ForSettings.Values;

    public int Count => _newest.ForSettings.Count;

    public string this[string key] => _newest.ForSettings[key];

    public bool ContainsKey(string key) => _newest.ForSettings.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _newest.ForSettings.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        try
        {
            _problem = null;
            _newest = Read();
        }
        catch (CommandException failure)
        {
            _problem = failure;
        }

        return _newest.ForSettings.GetEnumerator();
    }

    public IEnumerable<string> Locate(SourceReading reading) => _paths;

    /// <summary>Says what has been read; the values are read as those of variables.</summary>
    public void Read(SourceReading reading)
    {
        for (int i = 0; i < _paths.Length; i++)
        {
            reading.Note(_paths[i], _facts[i]);
        }

        if (_problem is not null)
        {
            reading.Diagnostics.Add(FileRules.UnreadableFile, _problem.Message, _problem.Hint ?? FileRules.UnreadableFile.Remedy);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private InheritedVariables Read()
    {
        _facts = [.. _paths.Select(FileReading.Stat)];
        var read = InheritedVariables.Read(_context, _files);
        _ofFiles.UnionWith(read.OfFiles);
        return read;
    }
}
