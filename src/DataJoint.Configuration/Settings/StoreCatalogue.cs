using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration;

/// <summary>The store protocols and their attributes: the built-in ones and those that a program registers.</summary>
public static class StoreCatalogue
{
    /// <summary>The attributes that every protocol knows.</summary>
    public static IReadOnlyList<StoreAttribute> Common { get; } =
    [
        new("protocol", ValueRule.Text, "Kind of store: file, s3, gcs, azure, or a registered one."),
        new("location", ValueRule.Text, "Directory (file) or key prefix (object stores) below which everything is kept."),
        new("subfolding", ValueRule.IntegerList, "Lengths of the sub-folder names that hashed objects are spread over, such as [2, 2]."),
        new("partition_pattern", ValueRule.Text, "Pattern of primary-key fields that objects are partitioned by."),
        new("token_length", ValueRule.Integer(1), "Length of the random token in object names.") { Default = 8 },
        new("hash_prefix", ValueRule.Text, "Section for objects addressed by their hash.") { Default = "_hash" },
        new("schema_prefix", ValueRule.Text, "Section for objects addressed by schema and table.") { Default = "_schema" },
        new("filepath_prefix", ValueRule.Text, "Section for files that users manage; none allows all but the managed sections."),
        new("stage", ValueRule.Text, "Local directory for staging."),
    ];

    // Below Common, which it reads: static fields are set in the order of the text.
    private static readonly object Gate = new();
    private static volatile Registry _registry = Registry.BuiltIn();

    /// <summary>All protocols, the built-in ones first.</summary>
    public static IReadOnlyList<StoreProtocol> Protocols => _registry.Protocols;

    /// <summary>Makes a plug-in protocol known: its attributes are then validated, and its secrets redacted.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <exception cref="InvalidOperationException">A protocol of that name exists.</exception>
    /// <remarks>Register before configurations are loaded.</remarks>
    public static void Register(StoreProtocol protocol)
    {
        if (protocol is null)
        {
            throw new ArgumentNullException(nameof(protocol));
        }

        lock (Gate)
        {
            if (FindProtocol(protocol.Name) is not null)
            {
                throw new InvalidOperationException($"A store protocol named \"{protocol.Name}\" is registered already.");
            }

            _registry = _registry.With(protocol);
        }
    }

    /// <summary>Looks up a protocol by name, without case.</summary>
    /// <param name="name">The value of <c>protocol</c>.</param>
    /// <returns>The protocol, or null when it is not known.</returns>
    public static StoreProtocol? FindProtocol(string? name) =>
        name is not null && _registry.ByName.TryGetValue(name, out StoreProtocol? protocol) ? protocol : null;

    /// <summary>Whether an attribute of a store, whatever its protocol, is a credential.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>True for the credentials of the known protocols and for every name that tells so.</returns>
    public static bool IsSecret(string attribute) =>
        _registry.Attributes.TryGetValue(attribute ?? throw new ArgumentNullException(nameof(attribute)), out StoreAttribute? known)
            ? known.IsSecret
            : SecretNames.TellsOrIsNear(attribute);

    /// <summary>Whether an attribute is known.</summary>
    /// <param name="protocol">The protocol that should know it, or null for any.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="suggestion">The known attribute that is nearest to an unknown one, or null.</param>
    /// <returns>True when the protocol, or without one any, knows the attribute.</returns>
    public static bool IsKnown(StoreProtocol? protocol, string attribute, out string? suggestion)
    {
        bool known = protocol is null ? FindAttribute(attribute) is not null : protocol.Find(attribute) is not null;
        suggestion = known ? null : Spelling.Nearest(attribute, (protocol?.AllAttributes ?? AllAttributes).Select(a => a.Name));
        return known;
    }

    /// <summary>The attribute of that name that some protocol knows, or null.</summary>
    internal static StoreAttribute? FindAttribute(string name) =>
        _registry.Attributes.TryGetValue(name, out StoreAttribute? attribute) ? attribute : null;

    /// <summary>The attribute as the protocol defines it, else as any protocol does.</summary>
    internal static StoreAttribute? FindAttribute(StoreProtocol? protocol, string name) => protocol?.Find(name) ?? FindAttribute(name);

    /// <summary>The names of all credentials, of databases too.</summary>
    internal static string[] Secrets => _registry.Secrets;

    /// <summary>The attributes of all protocols, each name once.</summary>
    public static IEnumerable<StoreAttribute> AllAttributes => _registry.Attributes.Values;

    internal static StoreAttribute? FindCommon(string name)
    {
        foreach (StoreAttribute attribute in Common)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }

    private sealed class Registry
    {
        private Registry(IReadOnlyList<StoreProtocol> protocols)
        {
            Protocols = protocols;
            foreach (StoreAttribute attribute in Common)
            {
                Attributes[attribute.Name] = attribute;
            }

            foreach (StoreProtocol protocol in protocols)
            {
                ByName[protocol.Name] = protocol;
                foreach (StoreAttribute attribute in protocol.Required.Concat(protocol.Optional))
                {
                    if (!Attributes.ContainsKey(attribute.Name))
                    {
                        Attributes.Add(attribute.Name, attribute);
                    }
                }
            }

            Secrets = [.. Attributes.Values.Where(a => a.IsSecret).Select(a => a.Name).Append("password").Distinct(StringComparer.Ordinal)];
        }

        public IReadOnlyList<StoreProtocol> Protocols { get; }

        public string[] Secrets { get; }

        public Dictionary<string, StoreProtocol> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, StoreAttribute> Attributes { get; } = new(StringComparer.Ordinal);

        public static Registry BuiltIn() => new(BuiltInProtocols.All);

        public Registry With(StoreProtocol protocol) => new([.. Protocols, protocol]);
    }
}
