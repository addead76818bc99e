using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks;

/// <summary>What a repair changed, and what it could not change.</summary>
public sealed class RepairReport
{
    private readonly List<string> _permissions = [];
    private readonly List<string> _ignoreRules = [];
    private readonly List<string> _unrepaired = [];

    internal RepairReport()
    {
    }

    /// <summary>Changes to permissions, each in a few words.</summary>
    public IReadOnlyList<string> Permissions => _permissions;

    /// <summary>Changes to .gitignore, each in a few words.</summary>
    public IReadOnlyList<string> IgnoreRules => _ignoreRules;

    /// <summary>Permissions that stay as they are, and why.</summary>
    public IReadOnlyList<string> Unrepaired => _unrepaired;

    /// <summary>A message with what was repaired before it.</summary>
    internal static string With(IReadOnlyList<string> repaired, string message) =>
        repaired.Count == 0 ? message : $"fixed: {Listing.Join(repaired)}; {message}";

    internal void AddPermission(string change) => _permissions.Add(change);

    internal void AddIgnoreRule(string change) => _ignoreRules.Add(change);

    internal void AddUnrepaired(string reason) => _unrepaired.Add(reason);
}
