using DataJoint.Checks.Configuration;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Migration;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Checks.Git;

/// <summary>Credentials in versions of files that git has, each key of a file once.</summary>
internal sealed class CommittedCredentials(ProjectLocation project)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<Secret> _secrets = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public IReadOnlyList<Secret> Secrets => _secrets;

    public string Summary => Listing.Join([.. _diagnostics.Select(d => d.Message)], "; ");

    public CheckOutcome ToFailure() =>
        CheckOutcome.Fail(Summary, _diagnostics.Count == 1 ? _diagnostics[0].Hint : null, _diagnostics);

    /// <summary>Adds the credentials of one version of a file.</summary>
    /// <param name="bytes">The content, or null when it is not there.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="version">Which version it is, for messages; empty for the working copy.</param>
    public void Add(byte[]? bytes, string name, string version)
    {
        if (bytes is null or { Length: > JsonFile.MaxBytes })
        {
            return;
        }

        if (LegacyCredentials.IsLegacyName(name))
        {
            foreach ((string key, Origin origin, Secret value) in LegacyCredentials.List(bytes, name))
            {
                Add((key, origin, value), (name, version), $"Run: djc migrate {name}, then: git rm --cached {name}");
            }

            return;
        }

        ValueTable table = JsonSettings.Read(JsonSource.File(bytes, name, SettingLayer.Project), new DiagnosticBag());
        foreach ((string key, RawValue value) in TableValues.List(table))
        {
            if (value.Value is Secret { IsEmpty: false } secret)
            {
                Add((key, value.Origin, secret), (name, version), CredentialRemedy.For(key, project.EnvironmentOf(name)));
            }
        }

        foreach (KeyValuePair<string, RawValue> stray in table.Strays ?? [])
        {
            Add((stray.Key, stray.Value.Origin, (Secret)stray.Value.Value), (name, version), CredentialRemedy.For(stray.Key, project.EnvironmentOf(name)));
        }
    }

    private void Add((string Key, Origin Origin, Secret Value) credential, (string File, string Version) place, string remedy)
    {
        _secrets.Add(credential.Value);
        string what = $"{Display.Sanitize(credential.Key)} is a credential in {Display.Sanitize(place.File)}";
        if (_diagnostics.Any(d => d.Message.StartsWith(what, StringComparison.Ordinal)))
        {
            return;
        }

        bool isThere = place.Version.Length == 0;
        string where = isThere ? credential.Origin.ToString()[place.File.Length..] : "";
        _diagnostics.Add(new Diagnostic(
            TrackedSecretRules.CredentialCommitted,
            $"{what}{where}, {place.Version}which git tracks; change it, since the history keeps it",
            remedy,
            isThere ? credential.Origin : null));
    }
}
