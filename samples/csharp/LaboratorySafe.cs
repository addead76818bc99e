using DataJoint.Configuration;

namespace Laboratory;

/// <summary>Stands for a secret manager: it knows the text that a reference names.</summary>
internal sealed class LaboratorySafe : ISecretResolver
{
    public string Scheme => "safe";

    public ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) => new(Resolve(reference, cancellationToken));

    public Secret Resolve(string reference, CancellationToken cancellationToken) =>
        reference == "shelf 7" ? new Secret("example-password") : throw new SecretException("the safe has no such shelf");
}
