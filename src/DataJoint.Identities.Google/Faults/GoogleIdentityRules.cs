using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Faults;

/// <summary>The kinds of what keeps a token of Google's from being had.</summary>
internal static class GoogleIdentityRules
{
    public static readonly DiagnosticRule Missing = new(
        DiagnosticIds.GoogleIdentityMissing, DiagnosticSeverity.Error, "No Google identity",
        "Neither a credential is given, nor does the platform offer an identity; or the file that holds the credential cannot be read.",
        "Run `gcloud auth application-default login`, set GOOGLE_APPLICATION_CREDENTIALS, or give the credential in `.secrets/`.");

    public static readonly DiagnosticRule InvalidCredential = new(
        DiagnosticIds.GoogleCredentialInvalid, DiagnosticSeverity.Error, "Not a Google credential",
        "The credential cannot be read as one, or is of a kind that is not supported.",
        "Take the JSON document that the Google Cloud console or `gcloud` writes, as it is.");

    public static readonly DiagnosticRule Refused = new(
        DiagnosticIds.GoogleCredentialRefused, DiagnosticSeverity.Error, "Google does not accept the credential",
        "Google, or the identity provider before it, refuses the credential: it was revoked, has expired, or lacks a right.",
        "The message has the reason. Replace the credential, or grant the right that it names.");

    public static readonly DiagnosticRule Unavailable = new(
        DiagnosticIds.GoogleIdentityUnavailable, DiagnosticSeverity.Error, "The token service does not answer",
        "Who gives the tokens cannot be reached or does not answer in time.",
        "Try again; check the network and the proxy.");

    public static readonly DiagnosticRule UnexpectedAnswer = new(
        DiagnosticIds.GoogleIdentityUnexpectedAnswer, DiagnosticSeverity.Error, "What answers is not a token service",
        "The answer is not one that a token service gives: a proxy or a login page may stand between.",
        "Check the address in the credential, and the proxy.");

    /// <summary>The kind that a fault stands for.</summary>
    public static DiagnosticRule From(GoogleIdentityFault fault) => fault switch
    {
        GoogleIdentityFault.Missing => Missing,
        GoogleIdentityFault.InvalidCredential => InvalidCredential,
        GoogleIdentityFault.ReferenceInProject => TrustRules.ReferenceInProjectCredential,
        GoogleIdentityFault.Refused => Refused,
        GoogleIdentityFault.Unavailable => Unavailable,
        GoogleIdentityFault.UnexpectedAnswer => UnexpectedAnswer,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
