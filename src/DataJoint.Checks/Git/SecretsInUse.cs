using DataJoint.Checks.Configuration;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Checks.Git;

/// <summary>The secrets of the loaded configuration, to tell whether one that git holds is still used.</summary>
internal sealed class SecretsInUse
{
    private readonly List<Secret> _secrets;

    public SecretsInUse(ConfigurationSnapshot snapshot) => _secrets =
    [
        // What is kept elsewhere is not fetched for a comparison.
        .. snapshot.ListSettings().Where(setting => setting.IsSecret).Select(setting => setting.Value.AsSecret())
            .OfType<Secret>().Where(secret => secret.IsResolved && secret.Reveal().Length > 0),
    ];

    public bool Has(Secret secret) => _secrets.Any(secret.Equals);

    /// <summary>Whether a file of <c>.secrets/</c> holds one of them.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file's name without its directory.</param>
    public bool AreIn(byte[] bytes, string name)
    {
        if (!name.EndsWith(".json", StringComparison.Ordinal))
        {
            return SingleValueText.TryDecode(bytes, name, out SingleValueText value) && Has(new Secret(value.Text));
        }

        ValueTable table = JsonSettings.Read(JsonSource.File(bytes, name, SettingLayer.Secrets), new DiagnosticBag());
        return TableValues.List(table).Any(pair => pair.Value.Value is Secret secret && Has(secret));
    }
}
