using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>Where Vault is. Only the environment says so: whoever the address names receives the token.</summary>
internal static class VaultAddress
{
    /// <exception cref="SecretException">No address is given, or the token would not be safe on its way.</exception>
    public static Uri Find(VaultVariables variables)
    {
        string name = variables.NameOf("ADDR");
        if (variables.Find("ADDR") is not string text)
        {
            throw SecretException.From(
                SecretRules.NoIdentity, "neither VAULT_ADDR nor BAO_ADDR is set", "Set VAULT_ADDR to the server's address, such as https://vault.example.org:8200.", isTransient: false);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0
            || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            // It is not shown: what does not belong there may be a password.
            throw new SecretException($"{name} is not an address: expected https://HOST:PORT", $"Correct {name}.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw new SecretException($"{name} is http://{Display.Sanitize(address.Authority)}: the token and the secrets would travel in clear text", $"Write https:// in {name}.");
        }

        return address;
    }
}
