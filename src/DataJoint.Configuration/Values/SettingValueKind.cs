namespace DataJoint.Configuration;

/// <summary>What a <see cref="SettingValue"/> holds.</summary>
public enum SettingValueKind
{
    /// <summary>Nothing: no layer gives a value, and there is no default.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A secret, which prints as <c>********</c>.</summary>
    Secret,

    /// <summary>Whole numbers; the text is a JSON array.</summary>
    IntegerList,

    /// <summary>An object or array that this product does not interpret; the text is JSON and may have comments and trailing commas.</summary>
    Json,
}
