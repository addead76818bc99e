using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>What protects a login on its way to a database server, and whether the project takes some of it away.</summary>
/// <param name="IsClear">Whether it goes in clear text.</param>
/// <param name="Exposure">What is unprotected, as the end of a sentence, or empty.</param>
/// <param name="Loss">The project's setting without which it would be better protected, or null.</param>
internal sealed record DatabaseProtection(bool IsClear, string Exposure, ProtectionLoss? Loss)
{
    private const string None = "none";
    private const string Authority = "ca";
    private const string Full = "full";

    public const string Clear = "; it goes in clear text";

    /// <summary>Compares what holds with what would hold without the project's settings.</summary>
    /// <param name="winner">The value that counts of a setting.</param>
    /// <param name="isLocal">Whether nobody else can listen on the way.</param>
    public static DatabaseProtection Find(Func<SettingDefinition, RawValue?> winner, bool isLocal)
    {
        RawValue? useTls = winner(SettingCatalogue.UseTls);
        RawValue? verify = winner(SettingCatalogue.TlsVerify);
        RawValue? authorities = winner(SettingCatalogue.TlsCa);
        string without = VerifyOf(WithoutProject(verify), WithoutProject(authorities));
        if (useTls?.Value is false)
        {
            bool takesAway = ProjectValue.Is(useTls) && !(isLocal && without == None);
            return new DatabaseProtection(true, Clear, takesAway ? LossOf(SettingCatalogue.UseTls, useTls) : null);
        }

        string with = VerifyOf(verify, authorities);
        return Rank(with) < Rank(without)
            ? new DatabaseProtection(
                false, with == None ? "; the server's identity is not verified" : "; the server's name is not verified", LossOf(SettingCatalogue.TlsVerify, verify!))
            : without != None && authorities is not null && ProjectValue.Is(authorities)
            ? new DatabaseProtection(false, "; the project says which authorities verify the server", LossOf(SettingCatalogue.TlsCa, authorities))
            : new DatabaseProtection(false, with == None ? "; the server's identity is not verified" : "", null);
    }

    private static string VerifyOf(RawValue? verify, RawValue? authorities) => verify?.Value as string ?? (authorities is null ? None : Full);

    private static int Rank(string verify) => verify switch { Full => 2, Authority => 1, _ => 0 };

    /// <summary>The project's files are the lowest layers: what they give counts only where nothing else gives anything.</summary>
    private static RawValue? WithoutProject(RawValue? value) => value is null || ProjectValue.Is(value) ? null : value;

    private static ProtectionLoss LossOf(SettingDefinition definition, RawValue value) => ProtectionLoss.From(definition.Key, value);
}
