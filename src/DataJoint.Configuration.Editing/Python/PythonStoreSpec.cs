namespace DataJoint.Configuration.Editing.Python;

/// <summary>What datajoint-python demands of a store when it is used.</summary>
internal static class PythonStoreSpec
{
    private static readonly string[] Common =
        ["protocol", "location", "subfolding", "partition_pattern", "token_length", "hash_prefix", "schema_prefix", "filepath_prefix", "stage"];

    private static readonly string[] S3Own = ["endpoint", "bucket", "access_key", "secret_key", "secure", "proxy_server"];

    /// <summary>Why it refuses the store, in words that quote no value; null when it takes it.</summary>
    public static string? FindRefusal(PythonNode store)
    {
        if (store.Kind != PythonNodeKind.Dictionary)
        {
            return "it is not an object";
        }

        PythonNode? protocol = store.Find("protocol");
        if (protocol is not null && protocol.Kind != PythonNodeKind.Text)
        {
            return "its protocol is not text";
        }

        return protocol?.Text.ToLowerInvariant() switch
        {
            "file" => FindRefusal(store, ["location"], []),
            "s3" => FindRefusal(store, ["endpoint", "bucket", "location"], S3Own) ?? FindHalfCredential(store),
            "gcs" => FindRefusal(store, ["bucket", "location"], ["bucket", "token", "project"]),
            "azure" => FindRefusal(store, ["container", "location"], ["container", "account_name", "account_key", "connection_string"]),
            null or "" => "it has no protocol",
            _ => "it knows that protocol only with a plug-in",
        };
    }

    private static string? FindRefusal(PythonNode store, string[] required, string[] own)
    {
        string missing = string.Join(", ", required.Where(name => !store.Contains(name)));
        if (missing.Length > 0)
        {
            return "it is missing " + missing;
        }

        string invalid = string.Join(", ", store.Members.Select(m => m.Key).Where(name => !Common.Contains(name) && !own.Contains(name)).Select(name => Display.Sanitize(name)));
        return invalid.Length > 0 ? "it does not know " + invalid : FindOverlap(store);
    }

    /// <summary>Sections of a store may not lie in one another.</summary>
    private static string? FindOverlap(PythonNode store)
    {
        List<(string Name, string Prefix)> prefixes = [];
        foreach ((string name, string? fallback) in new[] { ("hash_prefix", "_hash"), ("schema_prefix", "_schema"), ("filepath_prefix", null) })
        {
            PythonNode? given = store.Find(name);
            if (given is null ? fallback is not null : IsTruthy(given))
            {
                if (given is not null && given.Kind != PythonNodeKind.Text)
                {
                    return $"its {name} is not text";
                }

                prefixes.Add((name, (given?.Text ?? fallback!).Trim('/') + "/"));
            }
        }

        for (int i = 0; i < prefixes.Count; i++)
        {
            for (int j = i + 1; j < prefixes.Count; j++)
            {
                (string one, string other) = (prefixes[i].Prefix, prefixes[j].Prefix);
                if (one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal))
                {
                    return $"its {prefixes[i].Name} and {prefixes[j].Name} overlap";
                }
            }
        }

        return null;
    }

    private static string? FindHalfCredential(PythonNode store)
    {
        bool hasKey = store.Find("access_key") is PythonNode key && IsTruthy(key);
        bool hasSecret = store.Find("secret_key") is PythonNode secret && IsTruthy(secret);
        return hasKey == hasSecret ? null : "it takes access_key and secret_key together or not at all";
    }

    private static bool IsTruthy(PythonNode node) => node.Kind switch
    {
        PythonNodeKind.Null => false,
        PythonNodeKind.Boolean => node.Text == "true",
        PythonNodeKind.Number => node.Text.Any(c => c is >= '1' and <= '9'),
        PythonNodeKind.Text => node.Text.Length > 0,
        PythonNodeKind.List => node.Text.Trim('[', ']', ' ', '\n', '\r', '\t').Length > 0,
        _ => node.Members.Count > 0,
    };
}
