namespace DataJoint.Servers;

/// <summary>Who may log in to <see cref="VaultStandIn"/>, and what the token is then good for.</summary>
/// <param name="Mount">Below <c>auth/</c>: approle, kubernetes, jwt.</param>
/// <param name="Body">What must be sent: names and texts.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Policies">What it may do besides the default policy.</param>
public sealed record VaultStandInLogin(string Mount, IReadOnlyDictionary<string, string> Body, string Role, params IReadOnlyList<string> Policies)
{
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    public bool IsRenewable { get; init; } = true;
}
