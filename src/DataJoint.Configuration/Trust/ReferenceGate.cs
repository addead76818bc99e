using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>Binds references to whom resolves them, and keeps those of the project shut until somebody trusts where their text goes.</summary>
internal sealed class ReferenceGate
{
    private readonly SecretContext _context;
    private readonly DestinationTrust _trust;
    private readonly Func<string, IReadOnlyList<CredentialFlow>> _flowsOf;

    /// <param name="context">In whose name references are resolved.</param>
    /// <param name="trust">What is trusted.</param>
    /// <param name="flowsOf">Which flows a setting's credential would take; asked once everything is merged.</param>
    public ReferenceGate(SecretContext context, DestinationTrust trust, Func<string, IReadOnlyList<CredentialFlow>> flowsOf)
    {
        _context = context;
        _trust = trust;
        _flowsOf = flowsOf;
    }

    /// <summary>A copy of a table in which its references can be resolved.</summary>
    public ValueTable Bind(ValueTable table) => table.CopyWith(Bind);

    private RawValue Bind(string key, RawValue value) => (value.Value as Secret)?.Question is (BoundReference bound, string text)
        ? value.With(new Secret(new BoundReference(bound.Reference, _context, ProjectValue.GivesReference(value) ? () => Check(key, bound.Reference) : null), text))
        : value;

    /// <exception cref="SecretException">Nobody has confirmed that the project may have the secret.</exception>
    private void Check(string key, SecretReference reference)
    {
        if (_trust.TrustsReferences)
        {
            return;
        }

        // A program does as it likes, wherever its output is to go.
        IReadOnlyList<CredentialFlow> flows = reference.Scheme == SecretReference.ProgramScheme ? [] : _flowsOf(key);
        if (flows.Count > 0 && flows.All(_trust.Trusts))
        {
            return;
        }

        string word = flows.Count > 0 ? flows[0].Destination.Text : TrustedHost.References;
        string destination = flows.Count > 0 ? $" for {Display.Sanitize(word)}" : "";
        string command = ShellWord.From(word) is string safe ? $" {safe}. In CI set DJ_TRUST={safe}" : "";
        throw SecretException.From(
            SecretRules.UntrustedReference, $"the project refers to {Display.Sanitize(reference.Text, 200)}{destination}, and nobody has confirmed that",
            $"If you trust the project, run: djc trust{command}", isTransient: false);
    }
}
