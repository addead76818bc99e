using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>What of a value is secret: all of a credential, and the password in a URL.</summary>
internal static class SecretTexts
{
    /// <summary>The secret texts in a value.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="value">Its value, resolved.</param>
    public static IEnumerable<Secret> In(string key, SettingValue value)
    {
        string text = value.Reveal() ?? "";
        if (value.IsSecret || SettingKey.Find(key)?.IsSecret == true)
        {
            return text.Length == 0 ? [] : [new Secret(text)];
        }

        // What prints another text holds passwords, each of which is masked there.
        string[] around = value.ToString().Split(Secret.Mask);
        List<Secret> found = [];
        int start = around[0].Length;
        for (int i = 1; i < around.Length && start <= text.Length; i++)
        {
            int end = around[i].Length == 0 ? text.Length : text.IndexOf(around[i], start, StringComparison.Ordinal);
            if (end > start)
            {
                found.Add(new Secret(text[start..end]));
            }

            start = Math.Max(start, end) + around[i].Length;
        }

        return found;
    }
}
