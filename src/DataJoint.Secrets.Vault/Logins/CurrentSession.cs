using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>The session that belongs to what an environment says now: other variables lead to another server, or to somebody else there.</summary>
internal sealed class CurrentSession(HostEnvironment host)
{
    private readonly Lock _lock = new();
    private VaultSession? _session;

    public VaultSession Find()
    {
        VaultVariables variables = new(host);
        lock (_lock)
        {
            return _session is not null && _session.Variables.IsSame(variables) ? _session : _session = new VaultSession(host, variables);
        }
    }
}
