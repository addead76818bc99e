using DataJoint.Configuration.Editing.Schema;

namespace DataJoint.Configuration.Editing;

/// <summary>The JSON Schema of <c>datajoint.json</c>, made from the catalogues; editors complete and check with it.</summary>
/// <remarks>It also fits <c>datajoint.&lt;env&gt;.json</c>. The JSON files in <c>.secrets/</c> have one of their own, in which credentials are valid.</remarks>
public static class ConfigurationSchema
{
    /// <summary>The dialect: JSON Schema 2020-12.</summary>
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The usual name of the file, beside <c>datajoint.json</c>.</summary>
    public const string FileName = "datajoint.schema.json";

    internal const string Key = "$schema";
    internal const string Reference = "./" + FileName;

    private const string StoreDefinition = "store";
    private static readonly string[] Groups = ["database", "database.tls", "connection", "display", "jobs", "stores"];

    /// <summary>Makes the schema of the project's files, in which references to credentials are valid and credentials are not.</summary>
    /// <returns>JSON text with a line feed at the end of each line.</returns>
    public static string Create() => Create(new ValueSchema(hasSecrets: false));

    /// <summary>Makes the schema of the JSON files in <c>.secrets/</c>, in which credentials are valid.</summary>
    /// <returns>JSON text with a line feed at the end of each line.</returns>
    public static string CreateForSecrets() => Create(new ValueSchema(hasSecrets: true));

    private static string Create(ValueSchema values)
    {
        SchemaNode definitions = new();
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            definitions.Add(definition.Key, values.Create(definition));
        }

        foreach (StoreAttribute attribute in StoreCatalogue.AllAttributes)
        {
            definitions.Add(AttributeName(attribute), values.Create(attribute));
        }

        definitions.Add(StoreDefinition, new StoreSchema(values).Create());
        SchemaNode root = new SchemaNode()
            .Add("$schema", Dialect)
            .Add("title", values.HasSecrets ? "DataJoint credentials" : "DataJoint configuration")
            .Add("description", "Settings of DataJoint. Keys may be flat (\"database.host\") or nested; both mean the same.");
        AddMembers(root, "");
        return root.Add("$defs", definitions).ToString();
    }

    /// <summary>Adds what may stand in a group, or in the root: the rest of every key, flat or nested.</summary>
    private static void AddMembers(SchemaNode node, string group)
    {
        string prefix = group.Length == 0 ? "" : group + ".";
        SchemaNode properties = new();
        if (group.Length == 0)
        {
            properties.Add(Key, new SchemaNode().Add("type", "string").Add("description", "The address of this schema; ignored otherwise."));
            properties.Add(SettingCatalogue.CustomGroup, new SchemaNode()
                .Add("description", "Keys of your own.").Add("type", new object[] { "object", "null" }));
        }

        foreach (SettingDefinition definition in SettingCatalogue.All.Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            properties.Add(definition.Key.Substring(prefix.Length), ReferTo(definition.Key));
        }

        foreach (string inner in Groups.Where(g => g != group && g.StartsWith(prefix, StringComparison.Ordinal)))
        {
            SchemaNode nested = new();
            AddMembers(nested, inner);
            properties.Add(inner.Substring(prefix.Length), nested);
        }

        node.Add("type", group.Length == 0 ? "object" : new object[] { "object", "null" }).Add("properties", properties);
        AddPatterns(node, group);
    }

    /// <summary>Stores have names of the user's choice, so their keys are patterns. What fits nothing is flagged.</summary>
    private static void AddPatterns(SchemaNode node, string group)
    {
        if (group is not ("" or "stores"))
        {
            node.Add("additionalProperties", false);
            return;
        }

        const string Name = "[^.]+";
        string prefix = group.Length == 0 ? @"^stores\." : "^";
        SchemaNode patterns = new();
        foreach (StoreAttribute attribute in StoreCatalogue.AllAttributes)
        {
            patterns.Add($@"{prefix}{Name}\.{attribute.Name}$", ReferTo(AttributeName(attribute)));
        }

        if (group.Length == 0)
        {
            patterns.Add($"{prefix}(?!(default|filepath_default)$){Name}$", ReferTo(StoreDefinition));
            patterns.Add($@"^{SettingCatalogue.CustomGroup}\.", new SchemaNode());
        }

        node.Add("patternProperties", patterns).Add("additionalProperties", group.Length == 0 ? false : ReferTo(StoreDefinition));
    }

    private static SchemaNode ReferTo(string definition) => new SchemaNode().Add("$ref", "#/$defs/" + definition);

    private static string AttributeName(StoreAttribute attribute) => "stores.*." + attribute.Name;
}
