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
        "schema_json", "settings_cached", "settings_clear_cache", "settings_customise_sources", "update_forward_refs", "validate",
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
        "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes", "imag", "is_integer", "numerator", "real", "to_bytes",
    };

    private static readonly HashSet<string> Path = new(StringComparer.Ordinal)
    {
        "absolute", "anchor", "as_posix", "as_uri", "chmod", "cwd", "drive", "exists", "expanduser", "full_match", "glob", "group", "hardlink_to", "home",
        "is_absolute", "is_block_device", "is_char_device", "is_dir", "is_fifo", "is_file", "is_junction", "is_mount", "is_relative_to", "is_reserved",
        "is_socket", "is_symlink", "iterdir", "joinpath", "lchmod", "lstat", "match", "mkdir", "name", "open", "owner", "parent", "parents", "parts",
        "read_bytes", "read_text", "readlink", "relative_to", "rename", "replace", "resolve", "rglob", "rmdir", "root", "samefile", "stat", "stem", "suffix",
        "suffixes", "symlink_to", "touch", "unlink", "walk", "with_name", "with_segments", "with_stem", "with_suffix", "write_bytes", "write_text",
    };

    /// <summary>Every object of Python has these.</summary>
    private static readonly HashSet<string> Object = Dunders(
        "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le lt ne new reduce reduce_ex repr setattr sizeof str subclasshook");

    private static readonly HashSet<string> OfDictionary = Dunders("class_getitem contains delitem getitem ior iter len or reversed ror setitem");

    private static readonly HashSet<string> OfText = Dunders("add contains getitem getnewargs iter len mod mul rmod rmul");

    private static readonly HashSet<string> OfNumber = Dunders(
        "abs add and bool ceil divmod float floor floordiv getnewargs index int invert lshift mod mul neg or pos pow radd rand rdivmod rfloordiv rlshift rmod rmul ror "
        + "round rpow rrshift rshift rsub rtruediv rxor sub truediv trunc xor");

    private static readonly HashSet<string> OfMethod = Dunders("call func get name qualname self");

    /// <summary>Those of a group that pydantic guards; it lets others be overwritten, to no effect on the settings.</summary>
    private static readonly HashSet<string> OfGroup = Dunders("class dict fields fields_set signature weakref");

    private static HashSet<string> Dunders(string names) => new(names.Split(' ').Select(name => $"__{name}__"), StringComparer.Ordinal);

    /// <summary>Whether the whole configuration has an attribute of this name that is not a setting.</summary>
    public static bool IsOfConfiguration(string name) => Model.Contains(name) || Configuration.Contains(name);

    /// <summary>Whether what a setting, group or method is has an attribute of this name that is not a setting and cannot be assigned.</summary>
    /// <param name="holder">A name of the whole configuration.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="isPath">Whether the holder has a path for its value; else it may have none.</param>
    public static bool IsOfMember(string holder, string name, bool isPath) => holder switch
    {
        "database" => Model.Contains(name) || OfGroup.Contains(name) || name == "set_default_port_from_backend",
        "connection" or "display" or "jobs" => Model.Contains(name) || OfGroup.Contains(name),
        "stores" or "model_config" or "model_fields" or "model_computed_fields" or "__dict__" => Object.Contains(name) || OfDictionary.Contains(name) || Dictionary.Contains(name),
        "loglevel" or "download_path" or "__doc__" or "__module__" => Object.Contains(name) || OfText.Contains(name) || Text.Contains(name),
        "safemode" or "ignore_config_file" => Object.Contains(name) || OfNumber.Contains(name) || Number.Contains(name),
        "query_cache" => Object.Contains(name) || (isPath ? Path.Contains(name) : name == "__bool__"),
        "_config_path" or "_secrets_dir" or "model_extra" => Object.Contains(name) || name == "__bool__",
        "save_template" => name is "__class__" or "__code__" or "__closure__" or "__globals__" or "__builtins__" or "__type_params__",
        "model_fields_set" => Object.Contains(name) || name is "add" or "clear" or "copy" or "discard" or "pop" or "remove" or "union" or "update",
        _ => IsOfConfiguration(holder) && (Object.Contains(name) || OfMethod.Contains(name)),
    };
}
