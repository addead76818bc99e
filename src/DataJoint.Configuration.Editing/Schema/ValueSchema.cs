using System.Text;

namespace DataJoint.Configuration.Editing.Schema;

/// <summary>The schema of one value. Everything that the loader takes is valid: null, and numbers and booleans written as texts too.</summary>
internal sealed class ValueSchema
{
    private const string Null = "null";

    /// <summary>A host with or without a port, or the path of a socket: one, not empty, and without blanks in it.</summary>
    private const string HostPattern = @"^\s*(/[^\s,]*|[^\s/@\\?#;,]+)\s*$";

    private const string ReferencePattern = @"^ref\+";

    /// <summary>Prepares.</summary>
    /// <param name="hasSecrets">Whether credentials are valid: in .secrets/ they are, elsewhere only their absence and references to them are.</param>
    public ValueSchema(bool hasSecrets) => HasSecrets = hasSecrets;

    public bool HasSecrets { get; }

    public SchemaNode Create(SettingDefinition definition)
    {
        SchemaNode node = Create(definition.Rule, Describe(definition.Description, definition.DefaultNote), definition.Default, definition.IsSecret);
        return definition.IsDeprecated ? node.Add("deprecated", true) : node;
    }

    public SchemaNode Create(StoreAttribute attribute) => Create(attribute.Rule, attribute.Description, attribute.Default, attribute.IsSecret);

    /// <summary>A pattern for one of some words, without case.</summary>
    public static string AnyOf(IEnumerable<string> words) => "^(" + string.Join("|", words.Select(WithoutCase)) + ")$";

    private SchemaNode Create(ValueRule rule, string description, object? defaultValue, bool isSecret)
    {
        SchemaNode node = new SchemaNode().Add("description", isSecret ? description + " Secret: it belongs in .secrets/." : description);
        if (isSecret && !HasSecrets)
        {
            return node.Add("type", new object[] { "string", Null }).Add("pattern", ReferencePattern).Add("writeOnly", true);
        }

        switch (rule.Type)
        {
            case SettingType.Host:
                node.Add("type", new object[] { "string", Null }).Add("pattern", HostPattern);
                break;
            case SettingType.Integer:
                AddInteger(node, rule);
                break;
            case SettingType.Boolean:
                AddBoolean(node);
                break;
            case SettingType.Enumeration:
                AddWords(node, rule);
                break;
            case SettingType.IntegerList:
                node.Add("type", new object[] { "array", "string", Null }).Add("items", new SchemaNode().Add("type", "integer").Add("minimum", 0));
                break;
            case SettingType.Any:
                break;
            default:
                node.Add("type", new object[] { "string", Null });
                break;
        }

        if (defaultValue is not null)
        {
            node.Add("default", defaultValue);
        }

        return isSecret ? node.Add("writeOnly", true) : node;
    }

    private static void AddInteger(SchemaNode node, ValueRule rule)
    {
        node.Add("type", new object[] { "integer", "string", Null });
        if (rule.Minimum is int low)
        {
            node.Add("minimum", low);
        }

        if (rule.Maximum is int high)
        {
            node.Add("maximum", high);
        }

        node.Add("pattern", @"^\s*[+-]?[0-9]+\s*$");
    }

    private static void AddBoolean(SchemaNode node) =>
        node.Add("anyOf", new object[]
        {
            new SchemaNode().Add("type", new object[] { "boolean", Null }),
            new SchemaNode().Add("enum", new object[] { 0, 1 }),
            new SchemaNode().Add("type", "string").Add("pattern", AnyOf(["true", "false", "yes", "no", "on", "off", "1", "0"])),
        });

    private static void AddWords(SchemaNode node, ValueRule rule) =>
        node.Add("anyOf", new object[]
        {
            new SchemaNode().Add("enum", rule.AllowedValues.Cast<object?>().Append(null)),
            new SchemaNode().Add("type", "string").Add("pattern", AnyOf(rule.AllowedValues)),
        });

    private static string Describe(string description, string? defaultNote) =>
        defaultNote is null ? description : $"{description} Default: {defaultNote}.";

    private static string WithoutCase(string word)
    {
        StringBuilder pattern = new();
        foreach (char c in word)
        {
            if (char.IsLetter(c))
            {
                pattern.Append('[').Append(char.ToLowerInvariant(c)).Append(char.ToUpperInvariant(c)).Append(']');
            }
            else
            {
                pattern.Append(c);
            }
        }

        return pattern.ToString();
    }
}
