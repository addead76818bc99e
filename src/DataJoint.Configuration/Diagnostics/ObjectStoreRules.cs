namespace DataJoint.Configuration.Diagnostics;

/// <summary>The kinds of diagnostics about objects in stores: what a store answers when it is used.</summary>
internal static class ObjectStoreRules
{
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        new(
            "DJ4101", DiagnosticSeverity.Error, "No object can have this name",
            "Names are relative, without empty, `.` or `..` segments, control characters, U+FFFE and U+FFFF or reserved ones, and at most 1024 bytes long (255 a segment).",
            "Choose another name; the message says what is wrong with this one."),
        new(
            "DJ4102", DiagnosticSeverity.Error, "The object does not exist",
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
            "DJ4109", DiagnosticSeverity.Error, "The name belongs to something that is not an object",
            "A folder, a pipe, a socket or a device has this name, or an object has the name of one of its folders.",
            "Choose another name, or remove what conflicts with it."),
        new(
            "DJ4110", DiagnosticSeverity.Error, "The name is another object's in a different spelling",
            "The file system does not distinguish upper from lower case, or composed from decomposed characters, so the write would replace the other object.",
            "Write to the name as it is spelled in the store's listing, or choose another one."),
        new(
            "DJ4111", DiagnosticSeverity.Error, "Nothing in this program speaks the store's protocol",
            "The configuration knows the protocol, but no adapter for it is registered.",
            "Register an adapter with `StoreAdapters.Register`, or use a protocol that the message lists."),
        new(
            "DJ4112", DiagnosticSeverity.Error, "The store cannot do this at all",
            "For instance, the file system has neither hard links nor a rename that replaces nothing, so it cannot write an object only if there is none.",
            "Use another store, or do without that option."),
        new(
            "DJ4113", DiagnosticSeverity.Error, "The object is another version by now",
            "The version that was listed, or of which a part is here already, has been replaced in the store; or a file changed while it was read.",
            "Start again once nothing writes to it: the next transfer takes the new version."),
        new(
            "DJ4114", DiagnosticSeverity.Error, "Checksum mismatch",
            "The checksums differ, or bytes are missing: something between here and the store changed the content. Nothing of it was kept.",
            "Try again. If it happens again, look for a proxy, a network card or memory that is at fault."),
        new(
            "DJ4115", DiagnosticSeverity.Error, "The name is in a section that DataJoint manages",
            "What lies under `hash_prefix` and `schema_prefix` belongs to tables of the database; with `filepath_prefix`, other files have a place of their own.",
            "Choose a name outside of these sections."),
        new(
            "DJ4116", DiagnosticSeverity.Error, "The bucket or container does not exist",
            "The endpoint answers and takes the credentials, but has no bucket (container) of that name.",
            "Correct the name in the store's settings, or create the bucket."),
        new(
            "DJ4117", DiagnosticSeverity.Error, "The store does not accept the credentials",
            "The key is unknown, disabled or expired, or the token that goes with it is.",
            "Set current keys: `djc secrets set stores.NAME.ATTRIBUTE`."),
        new(
            "DJ4118", DiagnosticSeverity.Error, "The store's secret is wrong",
            "The key is known, but the request is not signed with its secret.",
            "Set the secret that belongs to the key, without blanks or line ends: `djc secrets set stores.NAME.secret_key`."),
        new(
            "DJ4119", DiagnosticSeverity.Error, "The bucket is in another region",
            "Requests are signed for one region, and the bucket is in another.",
            "Set the region that the message names: `djc config set stores.NAME.region REGION`."),
        new(
            "DJ4120", DiagnosticSeverity.Error, "The endpoint does not speak TLS",
            "The store is to be reached with TLS (`secure`, which is the default), and what answers at that port does not offer it.",
            "Correct the port, or set `secure` to false if the network between here and there is trusted: `djc config set stores.NAME.secure false`."),
        new(
            "DJ4121", DiagnosticSeverity.Error, "The endpoint speaks TLS only",
            "The store is to be reached without TLS, and the endpoint refuses that.",
            "Use TLS: `djc config set stores.NAME.secure true`."),
        new(
            "DJ4122", DiagnosticSeverity.Error, "The endpoint's certificate is not accepted",
            "It is not signed by an authority that this machine trusts, has expired, or is for another host.",
            "Correct the endpoint's name, renew the certificate, or have the machine trust its authority. It is never skipped."),
        new(
            "DJ4123", DiagnosticSeverity.Error, "The clocks are too far apart",
            "Signed requests carry the time, and the store accepts them only within some minutes of its own.",
            "Set this machine's clock (or the store's) by a time server."),
        new(
            "DJ4124", DiagnosticSeverity.Error, "The store limits the rate of requests",
            "Too many requests came at once; it goes on after a while.",
            "Try again later, or with less at once."),
        new(
            "DJ4125", DiagnosticSeverity.Error, "There are no credentials for the store",
            "The configuration has no keys for it, and the platform on which the program runs has no identity to offer.",
            "Set the store's keys: `djc secrets set stores.NAME.ATTRIBUTE`, or give the platform an identity."),
        new(
            "DJ4126", DiagnosticSeverity.Error, "The proxy refuses or cannot be reached",
            "The store is reached through `proxy_server`, and the fault is there and not at the store.",
            "Correct `proxy_server`, its user and password included."),
        new(
            "DJ4127", DiagnosticSeverity.Error, "An attribute of the store is invalid",
            "The attribute has a value with which no client can be made, such as an endpoint that is not a host.",
            "Correct the attribute that the message names."),
        new(
            "DJ4128", DiagnosticSeverity.Error, "What answers does not speak the store's protocol",
            "The endpoint is some other service, a login page is in between, or a listing holds what was not asked for or has no end.",
            "Correct the endpoint and its port."),
        new(
            "DJ4129", DiagnosticSeverity.Error, "The endpoint's host is not known",
            "The name has no address.",
            "Correct the endpoint's spelling, or look after the name service."),
    ];
}
