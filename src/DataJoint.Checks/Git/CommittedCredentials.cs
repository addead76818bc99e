using DataJoint.Checks.Configuration;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Migration;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Checks.Git;

/// <summary>Credentials in versions of files that git has, each key of a file once.</summary>
internal sealed class CommittedCredentials(ProjectLocation project)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<Secret> _secrets = [];
    private readonly List<string> _unreadable = [];
    private readonly HashSet<string> _unreadableNames = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, string Key)> _told = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public IReadOnlyList<Secret> Secrets => _secrets;

    /// <summary>The versions that are not JSON, so that nobody knows what they hold.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    public string Summary => Listing.Join([.. _diagnostics.Select(d => d.Message)], "; ");

    public CheckOutcome ToFailure() =>
        CheckOutcome.Fail(Summary, _diagnostics.Count == 1 ? _diagnostics[0].Hint : null, _diagnostics);

    /// <summary>What is said when no credential was found, and not everything could be read.</summary>
    public CheckOutcome ToDoubt() => CheckOutcome.Warn(
        Listing.Join(_unreadable, "; "), "Correct it, or take it out of git: git rm --cached NAME. If it holds a credential, change that.");

    /// <summary>Adds the credentials of one version of a file.</summary>
    /// <param name="bytes">The content, or null when it is not there.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="version">Which version it is.</param>
    public void Add(byte[]? bytes, string name, FileVersion version)
    {
        if (bytes is null)
        {
            return;
        }

        bool isLegacy = LegacyCredentials.IsLegacyPath(name) && !project.IsConfigFile(name);
        if (bytes.Length <= JsonFile.MaxBytes && isLegacy && LegacyCredentials.List(bytes, name) is { } old)
        {
            foreach ((string key, Origin origin, Secret value) in old)
            {
                Add((key, origin, value), (name, version), LegacyRemedy(name));
            }

            return;
        }

        int before = _secrets.Count;
        bool isWhole = bytes.Length <= JsonFile.MaxBytes && AddReadable(bytes, name, version, isLegacy);
        if (!isWhole && _secrets.Count == before && _unreadableNames.Add(name))
        {
            _unreadable.Add($"{Display.Sanitize(name)} {version.Words} could not be read as JSON, so nobody knows whether it holds a credential");
        }
    }

    private static string LegacyRemedy(string name) => ShellWord.From(name) is string word
        ? $"Run: djc migrate {word}, then: git rm --cached {word}"
        : "Move it out of the repository, and take it out of git.";

    /// <summary>Adds what can be read of a settings file, up to where it stops being JSON.</summary>
    /// <returns>False when there is more that cannot be read.</returns>
    private bool AddReadable(byte[] bytes, string name, FileVersion version, bool isLegacy)
    {
        DiagnosticBag faults = new();
        byte[]? text = CommittedText.AsUtf8(bytes);
        if (text is null)
        {
            return false;
        }

        ValueTable table = JsonSettings.Read(JsonSource.File(text, name, SettingLayer.Project), faults);
        foreach ((string key, RawValue value) in TableValues.List(table))
        {
            if (value.Value is Secret secret)
            {
                Add((key, value.Origin, secret), (name, version), isLegacy ? LegacyRemedy(name) : CredentialRemedy.For(key, project.EnvironmentOf(name)));
            }
        }

        foreach (KeyValuePair<string, RawValue> stray in table.Strays ?? [])
        {
            Add(
                (stray.Key, stray.Value.Origin, (Secret)stray.Value.Value), (name, version),
                isLegacy ? LegacyRemedy(name) : CredentialRemedy.For(stray.Key, project.EnvironmentOf(name)));
        }

        return !isLegacy && !faults.ToList(strict: false).Any(fault => fault.Rule == JsonRules.MalformedJson || fault.Rule == JsonRules.NestedTooDeep);
    }

    private void Add((string Key, Origin Origin, Secret Value) credential, (string File, FileVersion Version) place, string remedy)
    {
        if (!CredentialText.IsOne(credential.Value))
        {
            return;
        }

        _secrets.Add(credential.Value);
        if (!_told.Add((place.File, credential.Key)))
        {
            return;
        }

        bool isThere = place.Version == FileVersion.Working;
        string where = isThere ? credential.Origin.ToString()[place.File.Length..] : "";
        _diagnostics.Add(new Diagnostic(
            TrackedSecretRules.CredentialCommitted,
            $"{Display.Sanitize(credential.Key)} is a credential in {Display.Sanitize(place.File)}{where}, {place.Version.Words}; change it, since the history keeps it",
            place.Version.IsPast ? "Run: djc incident" : remedy,
            isThere ? credential.Origin : null));
    }
}
