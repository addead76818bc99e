using System.Buffers;

namespace DataJoint.Leaks.Rules;

/// <summary>A token that is known by its first characters.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="Characters">What may follow.</param>
/// <param name="MinLength">How many of them at least.</param>
/// <param name="MaxLength">How many at most.</param>
internal sealed record TokenForm(LeakRule Rule, string Prefix, SearchValues<char> Characters, int MinLength, int MaxLength)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Alphanumeric = Upper + "abcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Capitals = SearchValues.Create(Upper + "234567");
    private static readonly SearchValues<char> Plain = SearchValues.Create(Alphanumeric);
    private static readonly SearchValues<char> Words = SearchValues.Create(Alphanumeric + "_");
    private static readonly SearchValues<char> Dashes = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> Dots = SearchValues.Create(Alphanumeric + "_-.=");
    private static readonly SearchValues<char> Slashes = SearchValues.Create(Alphanumeric + "_-/");
    private static readonly SearchValues<char> Encoded = SearchValues.Create(Alphanumeric + "_-%/+=");
    private static readonly SearchValues<char> Tildes = SearchValues.Create(Alphanumeric + "_-.~");

    /// <summary>All forms.</summary>
    public static IReadOnlyList<TokenForm> All { get; } =
    [
        new(LeakRules.AwsKey, "AKIA", Capitals, 16, 16), new(LeakRules.AwsKey, "ASIA", Capitals, 16, 16),
        new(LeakRules.GoogleKey, "AIza", Dashes, 35, 35), new(LeakRules.GoogleKey, "GOCSPX-", Dashes, 28, 28), new(LeakRules.GoogleKey, "ya29.", Dashes, 40, 1024),
        new(LeakRules.ForgeToken, "ghp_", Plain, 36, 255), new(LeakRules.ForgeToken, "gho_", Plain, 36, 255), new(LeakRules.ForgeToken, "ghu_", Plain, 36, 255),
        new(LeakRules.ForgeToken, "ghs_", Plain, 36, 255), new(LeakRules.ForgeToken, "ghr_", Plain, 36, 255), new(LeakRules.ForgeToken, "github_pat_", Words, 60, 255),
        new(LeakRules.ForgeToken, "glpat-", Dots, 20, 300), new(LeakRules.ForgeToken, "gldt-", Dashes, 20, 64), new(LeakRules.ForgeToken, "glrt-", Dots, 20, 300),
        new(LeakRules.ForgeToken, "glptt-", Dashes, 20, 64), new(LeakRules.ForgeToken, "glcbt-", Dashes, 20, 64), new(LeakRules.ForgeToken, "gloas-", Dashes, 20, 80),
        new(LeakRules.ForgeToken, "glsoat-", Dashes, 20, 20), new(LeakRules.ForgeToken, "glft-", Dashes, 20, 20), new(LeakRules.ForgeToken, "glimt-", Dashes, 25, 25),
        new(LeakRules.ForgeToken, "glagent-", Dashes, 50, 50), new(LeakRules.ForgeToken, "glffct-", Dashes, 20, 20),
        new(LeakRules.ForgeToken, "ATATT3", Dots, 60, 255),
        new(LeakRules.ForgeToken, "ATBB", Dots, 24, 64), new(LeakRules.ForgeToken, "ATCTT3", Dots, 60, 255),
        new(LeakRules.ServiceToken, "npm_", Plain, 36, 36), new(LeakRules.ServiceToken, "pypi-AgE", Dashes, 50, 400), new(LeakRules.ServiceToken, "dckr_pat_", Dashes, 27, 27),
        new(LeakRules.ServiceToken, "oy2", Plain, 43, 43), new(LeakRules.ServiceToken, "xoxb-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxp-", Dashes, 20, 255),
        new(LeakRules.ServiceToken, "xapp-", Dashes, 20, 255), new(LeakRules.ServiceToken, "hf_", Plain, 34, 34),
        new(LeakRules.ServiceToken, "xoxs-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxa-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxe-", Dashes, 20, 255),
        new(LeakRules.ServiceToken, "xoxc-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxr-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxd-", Encoded, 20, 400),
        new(LeakRules.ServiceToken, "xoxe.xoxp-", Dashes, 20, 255), new(LeakRules.ServiceToken, "xoxe.xoxb-", Dashes, 20, 255),
        new(LeakRules.ServiceToken, "dckr_oat_", Dashes, 27, 40), new(LeakRules.ServiceToken, "api_org_", Plain, 34, 34),
        new(LeakRules.ServiceToken, "hooks.slack.com/services/", Slashes, 40, 64), new(LeakRules.ServiceToken, "discord.com/api/webhooks/", Slashes, 70, 110),
        new(LeakRules.ServiceToken, "sk-ant-", Dashes, 60, 200), new(LeakRules.ServiceToken, "sk-proj-", Dashes, 40, 255), new(LeakRules.ServiceToken, "sk_live_", Plain, 24, 255),
        new(LeakRules.ServiceToken, "sk-svcacct-", Dashes, 40, 255), new(LeakRules.ServiceToken, "sk-admin-", Dashes, 40, 255),
        new(LeakRules.ServiceToken, "sk-None-", Dashes, 40, 255),
        new(LeakRules.ServiceToken, "sk-or-v1-", Plain, 64, 64), new(LeakRules.ServiceToken, "sk-", Plain, 48, 48), new(LeakRules.ServiceToken, "rk_live_", Plain, 24, 255),
        new(LeakRules.ServiceToken, "hvs.", Dashes, 24, 255), new(LeakRules.ServiceToken, "hvb.", Dashes, 60, 400),
        new(LeakRules.PrivateKey, "AGE-SECRET-KEY-1", Plain, 58, 58),
    ];

    /// <summary>The characters of a secret key of AWS.</summary>
    public static SearchValues<char> AwsSecretCharacters { get; } = SearchValues.Create(Alphanumeric + "+/");

    /// <summary>The characters of a client secret of Entra ID, which has its mark (<c>8Q~</c>) in the middle.</summary>
    public static SearchValues<char> EntraCharacters => Tildes;
}
