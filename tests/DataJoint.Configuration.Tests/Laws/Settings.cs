using CsCheck;

namespace DataJoint.Configuration.Tests;

/// <summary>Random settings: a key and its value as JSON.</summary>
internal static class Settings
{
    private static readonly (string Key, string[] Values)[] Choices =
    [
        ("database.host", ["\"db\"", "\"db:3307\"", "\"::1\""]), ("database.port", ["1", "\"3308\""]), ("database.user", ["\"a\"", "\"\"", "\"é\""]),
        ("database.password", ["\"fake1\"", "\"fake2\""]), ("database.tls.ca", ["\"/x\""]), ("database.tls.verify", ["\"none\"", "\"FULL\""]),
        ("safemode", ["true", "\"off\""]), ("loglevel", ["\"debug\"", "\"ERROR\""]), ("display.limit", ["1", "99"]), ("jobs.version_method", ["\"git\""]),
        ("stores.default", ["\"a\""]), ("stores.a.protocol", ["\"file\"", "\"s3\""]), ("stores.a.location", ["\"/d\"", "\"/e\""]),
        ("stores.b.secret_key", ["\"fake3\""]), ("stores.b.deep.er", ["[1, {\"x\": 2}]", "true"]), ("custom.note", ["\"n\"", "3", "[ ]"]), ("custom.deep.er", ["1.5"]),
    ];

    /// <summary>At most one value for each key.</summary>
    public static Gen<Dictionary<string, string>> Gen { get; } =
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, Choices.Length - 1], CsCheck.Gen.Int[0, 2]).List[0, 12].Select(picks =>
        {
            Dictionary<string, string> settings = new(StringComparer.Ordinal);
            foreach ((int choice, int value) in picks)
            {
                settings[Choices[choice].Key] = Choices[choice].Values[value % Choices[choice].Values.Length];
            }

            return settings;
        });

    public static string Flat(IEnumerable<KeyValuePair<string, string>> settings) =>
        "{" + string.Join(",", settings.Select(s => $"\"{s.Key}\": {s.Value}")) + "}";

    /// <summary>The same settings with every dot either kept or made an object, and groups torn apart or not.</summary>
    public static string Nested(Dictionary<string, string> settings, Random random) =>
        "{" + string.Join(",", settings.OrderBy(_ => random.Next()).Select(s => Nest(s.Key, s.Value, random))) + (settings.Count > 0 && random.Next(2) == 0 ? "\n, }" : "}");

    /// <summary>Everything that was resolved, without places.</summary>
    public static string Print(DataJointConfig config) =>
        string.Join("\n", config.Snapshot.ListSettings().Where(s => s.Value.HasValue).Select(s => $"{s.Key}={s.Value.Reveal()} {s.Layer} {s.IsSecret}")
            .OrderBy(line => line, StringComparer.Ordinal));

    private static string Nest(string key, string value, Random random)
    {
        int dot = random.Next(2) == 0 ? -1 : key.IndexOf('.');
        for (int next = dot; next >= 0 && random.Next(2) == 0; next = key.IndexOf('.', next + 1))
        {
            dot = next;
        }

        string trivia = new[] { "", " ", "\n\t", "/* , */", "// {\n" }[random.Next(5)];
        return dot < 0
            ? $"{trivia}\"{key}\"{trivia}:{value}{trivia}"
            : $"\"{key.Substring(0, dot)}\":{trivia}{{{Nest(key.Substring(dot + 1), value, random)}{(random.Next(2) == 0 ? "," : "")}}}";
    }
}
