namespace DataJoint.Configuration.Sources;

/// <summary>Tells a credential from what stands in its place in a file that is committed: a reference to it, or a placeholder that nobody filled in.</summary>
internal static class CredentialText
{
    public static bool IsOne(Secret secret) => secret.IsResolved && IsOne(secret.Reveal());

    public static bool IsOne(string text) => text.Length > 0 && !SecretReference.IsReference(text) && PlaceholderForm.Find(text.Trim()) is null;
}
