using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration.Sources;

/// <summary>Warns of variables whose name is nearly that of one that is read.</summary>
internal static class NearMissVariables
{
    /// <summary>Names that people use and that no spelling distance would find.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["DJ_PASSWORD"] = "DJ_PASS",
        ["DJ_PASSWD"] = "DJ_PASS",
        ["DJ_PWD"] = "DJ_PASS",
        ["DJ_USERNAME"] = "DJ_USER",
        ["DJ_HOSTNAME"] = "DJ_HOST",
        ["DJ_SERVER"] = "DJ_HOST",
        ["DJ_DATABASE"] = "DJ_DATABASE_NAME",
        ["DJ_DB"] = "DJ_DATABASE_NAME",
        ["DJ_DB_NAME"] = "DJ_DATABASE_NAME",
        ["DJ_ENVIRONMENT"] = "DJ_ENV",
        ["DJ_SSL"] = "DJ_TLS",
        ["DJ_USE_SSL"] = "DJ_USE_TLS",
        ["DJ_SSL_CA"] = "DJ_TLS_CA",
        ["DJ_SSL_CERT"] = "DJ_TLS_CERT",
        ["DJ_SSL_KEY"] = "DJ_TLS_KEY",
        ["DJ_IGNORE_CONFIG"] = "DJ_IGNORE_CONFIG_FILE",
        ["DJ_SECRETS"] = "DJ_SECRETS_DIR",
        ["DJ_SECRETS_DIRECTORY"] = "DJ_SECRETS_DIR",
    };

    private const string Prefix = "DJ_";

    private static readonly string[] Groups = ["DATABASE_", "DB_", "MYSQL_", "MARIADB_", "POSTGRES_", "POSTGRESQL_", "PG_"];

    public static void Report(string variable, DiagnosticBag diagnostics)
    {
        string upper = variable.ToUpperInvariant();
        string? suggestion = Suggest(upper);
        if (suggestion is null)
        {
            return;
        }

        suggestion = Display.Sanitize(suggestion);
        diagnostics.Add(
            VariableRules.UnknownVariable, $"{Display.Sanitize(variable)} is not read; did you mean {suggestion}?",
            $"Rename it to {suggestion}, or unset it.", new Origin(Display.Sanitize(variable)));
    }

    private static string? Suggest(string name)
    {
        // DJ_FILE alone is not a variable's file form.
        string? fileBase = EnvironmentSource.BaseOfFileVariable(name) is { Length: > 2 } longEnough ? longEnough : null;
        string bare = fileBase ?? name;
        string? found = FromWords(bare) ?? Known().FirstOrDefault(known => known == bare)
            ?? (Aliases.TryGetValue(bare, out string? alias) ? alias : null)
            ?? OfKey(bare)
            ?? OfStore(bare)
            ?? Nearest(bare)
            ?? (fileBase is null ? NearestFileForm(name) : null);
        bool hasFileForm = found is not null && Array.IndexOf(ControlVariables.Names, found) < 0;
        return fileBase is not null && hasFileForm ? found + EnvironmentSource.FileSuffix : found;
    }

    /// <summary>A name with a doubled underscore, as other systems nest keys, or with the kind of database in it: DJ_DATABASE__HOST, DJ_DB_PASSWORD.</summary>
    private static string? FromWords(string name)
    {
        string single = name;
        while (single.IndexOf("__", StringComparison.Ordinal) >= 0)
        {
            single = single.Replace("__", "_");
        }

        string? group = Array.Find(Groups, each => single.StartsWith(Prefix + each, StringComparison.Ordinal));
        string bare = group is null ? single : Prefix + single.Substring(Prefix.Length + group.Length);
        return Exact(single) ?? Exact(bare);

        static string? Exact(string text) =>
            Known().FirstOrDefault(known => known == text) ?? (Aliases.TryGetValue(text, out string? alias) ? alias : null) ?? OfKey(text);
    }

    /// <summary>A name made from a setting's key, such as DJ_DATABASE_HOST.</summary>
    private static string? OfKey(string name)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            if (definition.EnvironmentVariables.Count > 0 && name == Prefix + definition.Key.ToUpperInvariant().Replace('.', '_'))
            {
                return definition.EnvironmentVariables[0];
            }
        }

        return null;
    }

    private static string? OfStore(string name)
    {
        const string Singular = "DJ_STORE_";
        int end = name.IndexOf('_', Prefix.Length);
        if (end > 0 && end < name.Length - 1 && Spelling.Nearest(name.Substring(Prefix.Length, end - Prefix.Length), ["STORES"]) is not null)
        {
            return StoreVariables.Prefix + name.Substring(end + 1);
        }

        return name == "DJ_STORE" ? EnvironmentSource.StoresVariable
            : name.StartsWith(Singular, StringComparison.Ordinal) && name.Length > Singular.Length
            ? StoreVariables.Prefix + name.Substring(Singular.Length)
            : null;
    }

    /// <summary>A slip in the suffix itself, such as DJ_PASSFILE.</summary>
    private static string? NearestFileForm(string name)
    {
        IEnumerable<string> forms = SettingCatalogue.All.SelectMany(d => d.EnvironmentVariables)
            .Select(v => v.Substring(Prefix.Length) + EnvironmentSource.FileSuffix);
        string? nearest = Spelling.Nearest(name.Substring(Prefix.Length), forms);
        return nearest is null ? null : Prefix + nearest;
    }

    private static string? Nearest(string name)
    {
        string bare = name.Substring(Prefix.Length);
        string? nearest = bare.Length < 3 ? null : Spelling.Nearest(bare, Known().Concat(Aliases.Keys).Select(known => known.Substring(Prefix.Length)));
        return nearest is null ? null : Aliases.TryGetValue(Prefix + nearest, out string? alias) ? alias : Prefix + nearest;
    }

    private static IEnumerable<string> Known() =>
        SettingCatalogue.All.SelectMany(d => d.EnvironmentVariables).Concat(ControlVariables.Names).Concat([EnvironmentSource.StoresVariable, EnvironmentSource.CustomVariable]);
}
