namespace DataJoint.Configuration;

/// <summary>The kinds of credentials that would go where only the project wants them. Stores report them, too.</summary>
public static class TrustRules
{
    /// <summary>Only the project decides where, or how unprotected, a credential from outside goes.</summary>
    public static readonly DiagnosticRule UntrustedDestination = new(
        DiagnosticIds.UntrustedDestination, DiagnosticSeverity.Warning, "Only the project decides where, or how unprotected, a credential from outside goes",
        "A variable, the program, mounted secrets or the platform gives the credential, and `datajoint.json` alone says to which server it is sent: whoever wrote the project receives it, or can try to. Or another layer names the server, and `datajoint.json` takes away what protects the credential on its way: `database.use_tls` or a store's `secure` is false, `database.tls.verify` asks for less, or `database.tls.ca` names the authorities that verify the server.",
        "Confirm the destination with `djc trust HOST`, with `DJ_TRUST=HOST` or `--trust HOST`; or give the destination, and `DJ_USE_TLS` or `DJ_TLS_VERIFY`, where the credential is given (`DJ_HOST` beside `DJ_PASS`); or keep the credential in the project's `.secrets/`.");

    /// <summary>A token of the platform's identity would go to a destination that only the project names.</summary>
    public static readonly DiagnosticRule TokenToProjectHost = new(
        DiagnosticIds.TokenToProjectHost, DiagnosticSeverity.Error, "A token of the platform's identity would go to a destination that only the project names",
        "Whoever receives a token of Google's or Azure's can use it as it is. It is sent over TLS to the vendor's own hosts, or to an endpoint that somebody other than the project names or confirms. Nothing was sent.",
        "Confirm the endpoint with `djc trust HOST`, `DJ_TRUST=HOST` or `--trust HOST`; or give it above the project layer: in `.secrets/` or in `DJ_STORES_<NAME>_ENDPOINT`; or give the store keys of its own.");

    /// <summary>A credential that the project file gives names a file or an address.</summary>
    public static readonly DiagnosticRule ReferenceInProjectCredential = new(
        DiagnosticIds.ReferenceInProjectCredential, DiagnosticSeverity.Error, "A credential that the project file gives names a file or an address",
        "A Google credential document can name a file to read or an address to send to. In `datajoint.json`, which may be a stranger's, such a document is refused. Nothing was read and nothing was sent.",
        "Keep the document in `.secrets/` with `djc secrets set stores.NAME.token`, in `DJ_STORES_<NAME>_TOKEN`, or in the file that GOOGLE_APPLICATION_CREDENTIALS names.");

    /// <summary>The list of trusted destinations is ignored.</summary>
    public static readonly DiagnosticRule TrustListIgnored = new(
        DiagnosticIds.TrustListIgnored, DiagnosticSeverity.Warning, "The list of trusted destinations is ignored",
        "`trusted.json` in the user's configuration directory can be written by others, belongs to another user, or cannot be read, so what it says counts for nothing.",
        "Make the file and its directory yours alone (0600 and 0700), or remove the file and confirm again with `djc trust`.");
}
