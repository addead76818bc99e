using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>The <c>database</c> section as a plain object.</summary>
internal sealed class BoundDatabase
{
    public string Host { get; set; } = "localhost";

    public int Port { get; set; } = 3306;

    public string? User { get; set; }

    public string? Password { get; set; }

    [ConfigurationKeyName("use_tls")]
    public bool? UseTls { get; set; }
}
