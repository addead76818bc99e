namespace DataJoint.Configuration.Trust;

/// <summary>Decides which flows of credentials go ahead. The user's list is read only when a flow needs it.</summary>
internal sealed class DestinationTrust
{
    /// <summary>In place of a destination: all references of the project.</summary>
    public const string References = TrustedHost.References;

    private readonly string? _list;
    private readonly string? _root;
    private readonly IReadOnlyList<TrustedHost> _named;
    private readonly bool _refuses;
    private volatile CredentialDestination[] _confirmed = [];
    private volatile bool _areReferencesConfirmed;

    /// <summary>Prepares; no file is read.</summary>
    /// <param name="list">The path of the user's list, or null.</param>
    /// <param name="root">The project's root, or null.</param>
    /// <param name="named">What <c>DJ_TRUST</c>, <c>--trust</c> or the program names.</param>
    /// <param name="refuses">Whether a warning is an error.</param>
    public DestinationTrust(string? list, string? root, IReadOnlyList<TrustedHost> named, bool refuses)
    {
        _list = list;
        _root = root;
        _named = named;
        _refuses = refuses;
    }

    /// <summary>Whether all references of the project have been confirmed, wherever their texts go.</summary>
    public bool TrustsReferences => _named.Any(host => host.IsForReferences) || _areReferencesConfirmed || ListedHosts().Any(host => host.IsForReferences);

    /// <summary>Whether a destination has been named or confirmed.</summary>
    public bool Trusts(CredentialDestination destination) =>
        _named.Any(host => host.Covers(destination)) || _confirmed.Any(one => one.Text == destination.Text) || ListedHosts().Any(host => host.Covers(destination));

    /// <summary>Whether a flow's destination has been named or confirmed.</summary>
    public bool Trusts(CredentialFlow flow) => Trusts(flow.Destination) || (flow.Credential.IsReference && TrustsReferences);

    /// <summary>The user has said yes; it holds for this configuration as long as it is loaded.</summary>
    public void Confirm(CredentialFlow flow) => _confirmed = [.. _confirmed, flow.Destination];

    /// <summary>The user has said yes to all references of the project; it holds for this configuration as long as it is loaded.</summary>
    public void ConfirmReferences() => _areReferencesConfirmed = true;

    /// <summary>The flows that nobody has confirmed.</summary>
    public IReadOnlyList<CredentialFlow> FindUntrusted(IEnumerable<CredentialFlow> flows) =>
        flows.Where(flow => flow.NeedsTrust && !Trusts(flow)).ToArray();

    /// <summary>What is to be said of flows; with an error among it, nothing may be sent.</summary>
    public IReadOnlyList<Diagnostic> Assess(IEnumerable<CredentialFlow> flows)
    {
        IReadOnlyList<CredentialFlow> untrusted = FindUntrusted(flows);
        if (untrusted.Count == 0)
        {
            return [];
        }

        var found = untrusted.Select(Describe).ToList();
        if (TrustList.Read(_list).Problem is string problem)
        {
            found.Add(new Diagnostic(
                TrustRules.TrustListIgnored, $"the list of trusted destinations is ignored: {problem}", "Make it yours alone: chmod 600 it, chmod 700 its directory."));
        }

        return _refuses ? found.ConvertAll(d => d.AsStrict()) : found;
    }

    /// <summary>One flow that nobody has confirmed, in words.</summary>
    public static Diagnostic Describe(CredentialFlow flow)
    {
        string command = ShellWord.From(flow.Destination.Text) is string word ? $"djc trust {word}" : "djc trust";
        string hint = $"If you trust it, run: {command}. In CI set DJ_TRUST={Display.Sanitize(flow.Destination.Text)}";
        return !flow.IsOnlyOfProject && flow.Destination.Loss is ProtectionLoss loss
            ? new Diagnostic(
                TrustRules.UntrustedDestination,
                $"{flow.Describe("goes to")}, less protected than without the project's {loss}{flow.Destination.Exposure}",
                $"Remove it: djc config unset {loss.Key}. {hint}", loss.Origin)
            : new Diagnostic(
                flow.Credential.IsBearer ? TrustRules.TokenToProjectHost : TrustRules.UntrustedDestination,
                $"{flow.Describe(flow.Credential.IsBearer ? "would go to" : "goes to")}, a destination that only the project names{flow.Destination.Exposure}",
                hint, flow.Destination.Origin);
    }

    private IEnumerable<TrustedHost> ListedHosts()
    {
        if (_root is not null && TrustList.Read(_list).Projects.TryGetValue(_root, out List<string>? hosts))
        {
            foreach (string text in hosts)
            {
                if (TrustedHost.TryParse(text, out TrustedHost? host, out _))
                {
                    yield return host;
                }
            }
        }
    }
}
