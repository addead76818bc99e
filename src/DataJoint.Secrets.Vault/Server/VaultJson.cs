using System.Text.Json.Serialization;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>The bodies of requests: names and texts.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class VaultJson : JsonSerializerContext;
