namespace DataJoint.Configuration.Editing.Python;

/// <summary>Names that a key of datajoint.json may not have there: attributes of Python's classes, which cannot be assigned.</summary>
/// <remarks>They come from pydantic 2, which settings are made with, and from datajoint-python's own methods.</remarks>
internal static class PythonNames
{
    private static readonly HashSet<string> Model = new(StringComparer.Ordinal)
    {
        "construct", "copy", "dict", "from_orm", "json", "model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump",
        "model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name", "model_post_init",
        "model_rebuild", "model_validate", "model_validate_json", "model_validate_strings", "parse_file", "parse_obj", "parse_raw", "schema",
        "schema_json", "settings_customise_sources", "update_forward_refs", "validate",
    };

    private static readonly HashSet<string> Configuration = new(StringComparer.Ordinal)
    {
        "convert_path", "get", "get_store_spec", "load", "override", "save_template", "set_logger_level",
    };

    private static readonly HashSet<string> Dictionary = new(StringComparer.Ordinal)
    {
        "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values",
    };

    private static readonly HashSet<string> Text = new(StringComparer.Ordinal)
    {
        "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map", "index", "isalnum",
        "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper",
        "join", "ljust", "lower", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust",
        "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
    };

    private static readonly HashSet<string> Number = new(StringComparer.Ordinal)
    {
        "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes", "imag", "numerator", "real", "to_bytes",
    };

    /// <summary>Whether the whole configuration has an attribute of this name that is not a setting.</summary>
    public static bool IsOfConfiguration(string name) => Model.Contains(name) || Configuration.Contains(name);

    /// <summary>Whether what a setting or group holds has an attribute of this name that is not a setting.</summary>
    public static bool IsOfMember(string holder, string name) => holder switch
    {
        "stores" => Dictionary.Contains(name),
        "database" => Model.Contains(name) || name == "set_default_port_from_backend",
        "connection" or "display" or "jobs" => Model.Contains(name),
        "loglevel" or "download_path" => Text.Contains(name),
        "safemode" or "ignore_config_file" => Number.Contains(name),
        _ => false,
    };
}
