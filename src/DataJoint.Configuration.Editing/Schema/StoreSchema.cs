namespace DataJoint.Configuration.Editing.Schema;

/// <summary>The schema of a store: what its protocol knows, or, without a protocol, attributes that another file completes.</summary>
/// <remarks>Nothing is required: secrets, variables and the other files may complete a store. <c>djc check</c> looks at the whole.</remarks>
internal sealed class StoreSchema(ValueSchema values)
{
    public SchemaNode Create() => new SchemaNode()
        .Add("description", "An object store. What it needs depends on its protocol.")
        .Add("type", new object[] { "object", "null" })
        .Add("anyOf", StoreCatalogue.Protocols.Select(OfProtocol).Append(OfPlugin()).Append(OfPart()));

    private SchemaNode OfProtocol(StoreProtocol protocol)
    {
        SchemaNode properties = new();
        foreach (StoreAttribute attribute in protocol.AllAttributes)
        {
            properties.Add(attribute.Name, attribute.Name == "protocol" ? OneProtocol(protocol) : values.Create(attribute));
        }

        return new SchemaNode()
            .Add("title", $"{protocol.Name} store")
            .Add("description", $"Needs {string.Join(", ", protocol.Required.Select(a => a.Name).Prepend("location"))}, here, in another file or in the environment.")
            .Add("type", "object")
            .Add("properties", properties)
            .Add("required", new object[] { "protocol" })
            .Add("additionalProperties", false);
    }

    private static SchemaNode OneProtocol(StoreProtocol protocol) => new SchemaNode()
        .Add("type", "string")
        .Add("anyOf", new object[]
        {
            new SchemaNode().Add("enum", new object[] { protocol.Name }),
            new SchemaNode().Add("pattern", ValueSchema.AnyOf([protocol.Name])),
        });

    /// <summary>Only the adapter of a plug-in knows its attributes.</summary>
    private static SchemaNode OfPlugin()
    {
        SchemaNode own = new SchemaNode().Add("pattern", ValueSchema.AnyOf(StoreCatalogue.Protocols.Select(p => p.Name)));
        return new SchemaNode()
            .Add("title", "store of a plug-in protocol")
            .Add("type", "object")
            .Add("properties", new SchemaNode().Add("protocol", new SchemaNode().Add("type", "string").Add("not", own)))
            .Add("required", new object[] { "protocol" });
    }

    private SchemaNode OfPart()
    {
        SchemaNode properties = new();
        foreach (StoreAttribute attribute in StoreCatalogue.AllAttributes)
        {
            properties.Add(attribute.Name, attribute.Name == "protocol" ? new SchemaNode().Add("type", "null") : values.Create(attribute));
        }

        return new SchemaNode()
            .Add("title", "part of a store that another file completes")
            .Add("type", new object[] { "object", "null" })
            .Add("properties", properties)
            .Add("additionalProperties", false);
    }
}
