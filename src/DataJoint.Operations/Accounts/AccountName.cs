using DataJoint.Configuration;

namespace DataJoint.Operations.Accounts;

/// <summary>An account as its server names it.</summary>
/// <param name="User">The name.</param>
/// <param name="Host">From where it may come, which belongs to the name on MySQL and MariaDB; null on PostgreSQL.</param>
internal sealed record AccountName(string User, string? Host)
{
    /// <summary>As the server's own messages have it.</summary>
    public override string ToString() => Display.Sanitize(Host is null ? $"'{User}'" : $"'{User}'@'{Host}'", 200);
}
