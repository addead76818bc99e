using Microsoft.Extensions.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>One store as a plain object.</summary>
internal sealed class BoundStore
{
    public string? Protocol { get; set; }

    public string? Endpoint { get; set; }

    public string? Bucket { get; set; }

    public string? Location { get; set; }

    [ConfigurationKeyName("access_key")]
    public string? AccessKey { get; set; }

    [ConfigurationKeyName("secret_key")]
    public string? SecretKey { get; set; }
}
