namespace DataJoint.Configuration;

/// <summary>The kinds of diagnostics about objects in stores: what a store answers when it is used.</summary>
internal static class ObjectStoreRules
{
    internal static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        new(
            "DJ4101", DiagnosticSeverity.Error, "No object can have this name",
            "Names are relative, without empty, `.` or `..` segments, control characters or reserved ones, and at most 1024 bytes long (255 a segment).",
            "Choose another name; the message says what is wrong with this one."),
        new(
            "DJ4102", DiagnosticSeverity.Error, "There is no such object",
            "Nothing in the store has this name. Names are compared exactly, case included.",
            "Check the spelling against a listing of the store."),
        new(
            "DJ4103", DiagnosticSeverity.Error, "The object exists already",
            "It was to be written only if there was none of that name.",
            "Choose another name, or allow it to be replaced."),
        new(
            "DJ4104", DiagnosticSeverity.Error, "A link leads out of the store's location",
            "Symbolic links are followed only when they are relative and stay inside the location.",
            "Replace the link by the file or folder itself, or by a relative link that stays inside."),
        new(
            "DJ4105", DiagnosticSeverity.Error, "The store refuses",
            "The permissions or credentials do not allow this, or the file system is mounted read-only.",
            "Grant the right that the message names, or use other credentials."),
        new(
            "DJ4106", DiagnosticSeverity.Error, "The store's location cannot hold objects",
            "The location, or a part of it, is a file and not a folder.",
            "Let `location` name a folder, or nothing yet."),
        new(
            "DJ4107", DiagnosticSeverity.Error, "The store is full",
            "No space is left, a quota is used up, or the object is larger than the store can hold.",
            "Free some space, or raise the quota."),
        new(
            "DJ4108", DiagnosticSeverity.Error, "The store cannot be reached",
            "The share is not mounted, the server does not answer, or the place disappeared in the middle.",
            "Check mount, server and network, then try again."),
        new(
            "DJ4109", DiagnosticSeverity.Error, "The name belongs to something that is no object",
            "A folder, a pipe, a socket or a device has this name, or an object has the name of one of its folders.",
            "Choose another name, or remove what is in the way."),
        new(
            "DJ4110", DiagnosticSeverity.Error, "The name is another object's in a different spelling",
            "The file system does not tell upper from lower case, or composed from decomposed characters, so the write would replace the other object.",
            "Write to the name as it is spelled in the store's listing, or choose another one."),
        new(
            "DJ4111", DiagnosticSeverity.Error, "Nothing in this program speaks the store's protocol",
            "The configuration knows the protocol, but no adapter for it is registered.",
            "Register an adapter with `StoreAdapters.Register`, or use a protocol that the message lists."),
        new(
            "DJ4112", DiagnosticSeverity.Error, "The store cannot do this at all",
            "For instance, the file system has neither hard links nor a rename that replaces nothing, so it cannot write an object only if there is none.",
            "Use another store, or do without that option."),
    ];
}
