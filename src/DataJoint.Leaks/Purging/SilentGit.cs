using System.Globalization;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>
/// git without the filters of a repository (<c>filter.NAME.clean</c>), whose programs it would run where it compares a file with the index, or writes an index that
/// is no younger than a file. What else a repository could name, <see cref="GitProgram"/> has switched off.
/// </summary>
internal static class SilentGit
{
    private static readonly (string Key, string Value)[] Off = [("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")];

    /// <summary>The same git with every filter switched off that it knows of, from whichever file.</summary>
    /// <exception cref="PurgeException">A filter cannot be switched off.</exception>
    public static async Task<GitProgram> CreateAsync(GitProgram git, CancellationToken cancellationToken)
    {
        GitAnswer answer = await git.RunAsync(["config", "--name-only", "-z", "--get-regexp", "^filter\\."], null, cancellationToken).ConfigureAwait(false);
        string[] keys = Encoding.Latin1.GetString(answer.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string[] filters = [.. keys.Where(key => key.LastIndexOf('.') >= "filter.".Length).Select(key => key[..key.LastIndexOf('.')]).Distinct(StringComparer.Ordinal)];
        List<KeyValuePair<string, string?>> settings = [];
        foreach (string filter in filters)
        {
            string name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(filter));
            if (Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)) != filter)
            {
                throw new PurgeException(
                    PurgeRules.Impossible, $"the name of a filter in git's configuration is not UTF-8, so it cannot be switched off: {Display.Sanitize(name, 400)}",
                    "Remove it from the configuration; git config --show-origin --get-regexp ^filter says where it is.");
            }

            foreach ((string key, string value) in Off)
            {
                settings.Add(new(string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{settings.Count / 2}"), $"{name}.{key}"));
                settings.Add(new(string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{settings.Count / 2}"), value));
            }
        }

        return git.With([.. settings, new("GIT_CONFIG_COUNT", (settings.Count / 2).ToString(CultureInfo.InvariantCulture))]);
    }
}
