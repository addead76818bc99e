using System.Text;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>A value that looks like a credential, for a setting that is not one.</summary>
internal static class SecretLookingValue
{
    /// <summary>What a value looks like, with its article: <c>a token of a forge</c>. Null when it looks like nothing of the kind.</summary>
    public static string? Describe(string value)
    {
        if (SecretReference.IsReference(value))
        {
            return null;
        }

        LeakRule? rule = ValueForm.Find(value) ?? Scan(value);
        return rule is not null ? char.ToLowerInvariant(rule.Title[0]) + rule.Title[1..]
            : ((SettingValue)value).ToString() != value ? "a URL with a password"
            : null;
    }

    private static LeakRule? Scan(string value)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(value));
        IReadOnlyList<Leak> leaks = new LeakScanner().ScanStream(content, "value").Leaks;
        return leaks.Count == 0 ? null : leaks[0].Rule;
    }
}
