using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>What references to Vault may say.</summary>
internal static class VaultPath
{
    public const string Namespace = "namespace";

    /// <summary>What is wrong with a path or a query, as the end of a sentence that begins with the reference; or null.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="parameters">The names that the query may have.</param>
    public static string? FindProblem(SecretReference reference, params ReadOnlySpan<string> parameters)
    {
        string[] parts = reference.Path.Split('/');
        if (parts.Length < 2 || parts.Any(part => part is "" or "." or ".."))
        {
            return "does not name a mount and a path: write mount/path";
        }

        if (NamespaceIn(reference) is string space && space.Any(letter => letter is <= ' ' or > '~'))
        {
            return "names a namespace with characters that no namespace has";
        }

        foreach (string name in reference.Query.Keys)
        {
            if (name == "address")
            {
                return "names an address, which would receive the token: only VAULT_ADDR says where Vault is";
            }

            if (!parameters.Contains(name))
            {
                return $"has the unknown parameter {Display.Quote(name)}: expected {string.Join(", ", parameters)}";
            }
        }

        return reference.Parameters.Count > reference.Query.Count ? "has a parameter twice" : null;
    }

    /// <summary>The namespace that a reference names, or null for that of the environment.</summary>
    public static string? NamespaceIn(SecretReference reference) => reference.Query.TryGetValue(Namespace, out string? name) ? name : null;
}
