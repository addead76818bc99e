namespace DataJoint.Secrets.Vault.Engines;

/// <summary>An engine that keeps values.</summary>
/// <param name="Path">With the slash at its end.</param>
/// <param name="Version">1 or 2; 0 when the server is too old to say so.</param>
internal sealed record VaultMount(string Path, int Version);
