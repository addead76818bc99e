namespace DataJoint.Configuration.Snapshots;

/// <summary>The kinds of what is wrong with the settings of stores.</summary>
internal static class StoreSpecRules
{
    public static readonly DiagnosticRule MissingStoreAttribute = new(
        DiagnosticIds.MissingStoreAttribute, DiagnosticSeverity.Error, "A store lacks a required attribute",
        "The store's protocol requires the attribute.",
        "Add it to the store in datajoint.json.");

    public static readonly DiagnosticRule UnknownStoreAttribute = new(
        DiagnosticIds.UnknownStoreAttribute, DiagnosticSeverity.Error, "A store has an unknown attribute",
        "The store's protocol does not know the attribute.",
        "Correct the spelling, or remove it.");

    public static readonly DiagnosticRule UnknownProtocol = new(
        DiagnosticIds.UnknownProtocol, DiagnosticSeverity.Error, "A store has an unknown protocol",
        "Built in are file, s3, gcs and azure; others are plug-ins that a program registers.",
        "Correct the protocol, or register its adapter.");

    public static readonly DiagnosticRule UnknownDefaultStore = new(
        DiagnosticIds.UnknownDefaultStore, DiagnosticSeverity.Error, "The default store does not exist",
        "`stores.default` or `stores.filepath_default` names a store that is not configured.",
        "Correct the name, or configure the store.");

    public static readonly DiagnosticRule OverlappingPrefixes = new(
        DiagnosticIds.OverlappingPrefixes, DiagnosticSeverity.Error, "Prefixes of a store overlap",
        "`hash_prefix`, `schema_prefix` and `filepath_prefix` are managed separately, so none may contain another.",
        "Give each its own directory.");

    public static readonly DiagnosticRule UnknownStore = new(
        DiagnosticIds.UnknownStore, DiagnosticSeverity.Error, "The store is not configured",
        "No layer configures a store of that name.",
        "Correct the name, or add the store to datajoint.json.");
}
