using System.Text;
using System.Text.RegularExpressions;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>A JSON file with a canary where secrets stand: however it is broken, nothing that is said shows the canary.</summary>
/// <remarks>
/// Two things are no leak: a canary that has become a name (names are shown), and one that has become the value of a setting
/// that is known and no secret.
/// </remarks>
internal static class RedactionTarget
{
    public const string Canary = "CANARY";

    private static readonly Regex AsName = new("\"[^\"]*CANARY[^\"]*\"(\\s|//[^\n]*\n|/\\*.*?\\*/)*:", RegexOptions.Singleline);
    private static readonly Regex AsOpenValue = new("\"([^\"]*)\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*|[^\"\\[\\]{},]*)CANARY", RegexOptions.Singleline);

    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        bool mayBeName = AsName.IsMatch(text) || text.Contains("CANARY\\");
        bool mayBeOpen = AsOpenValue.Matches(text).Cast<Match>().Any(m => !IsSecret(m.Groups[1].Value));
        List<Diagnostic> all = [];
        foreach (SettingLayer layer in new[] { SettingLayer.Project, SettingLayer.Secrets })
        {
            DiagnosticBag diagnostics = new();
            ValueTable table = JsonSettings.Read(JsonSource.File(bytes, "datajoint.json", layer), diagnostics);
            IReadOnlyList<Diagnostic> found = diagnostics.ToList(strict: true);
            foreach (Diagnostic diagnostic in found)
            {
                CheckMessage(diagnostic, mayBeName, mayBeOpen);
                bool excerptMay = mayBeName || (mayBeOpen && layer == SettingLayer.Project);
                FuzzFailure.Unless(excerptMay || diagnostic.Excerpt?.Line.Contains(Canary) != true, $"the {layer} excerpt leaks: {diagnostic.Excerpt?.Line}");
            }

            CheckValues(table, mayBeName || mayBeOpen);
            all.AddRange(found);
        }

        Promises.Check(all);
        FuzzFailure.Unless(mayBeName || mayBeOpen || all.Count == 0 || !new ConfigurationException(all).ToString().Contains(Canary), "the exception leaks");
        return all;
    }

    private static void CheckMessage(Diagnostic diagnostic, bool mayBeName, bool mayBeOpen)
    {
        bool quotesValues = diagnostic.Rule == ValueRules.InvalidValue || diagnostic.Rule == ValueRules.InvalidHost;
        bool says = (diagnostic + diagnostic.Hint).Contains(Canary);
        FuzzFailure.Unless(!says || mayBeName || (quotesValues && mayBeOpen), $"the message leaks: {diagnostic} {diagnostic.Hint}");
        FuzzFailure.Unless(!says || diagnostic.Rule != JsonRules.MalformedJson || mayBeName, $"the message of a fault leaks: {diagnostic}");
    }

    /// <summary>Nothing that resolves prints it either, unless it has become the value of an open setting.</summary>
    private static void CheckValues(ValueTable table, bool isOpen)
    {
        ProjectLocation project = new("/", null, hasConfigFile: false, EntryFacts.Missing, null);
        ConfigurationSnapshot snapshot = new(new LayerStack([table]), new LoadContext(project, [], false));
        FuzzFailure.Unless(isOpen || !snapshot.ToString().Contains(Canary), "the configuration prints it");
    }

    private static bool IsSecret(string name) => StoreCatalogue.IsSecret(name.Substring(name.LastIndexOf('.') + 1));
}
