using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Tests;

/// <summary>A store of protocol s3 as a configuration would have it.</summary>
internal sealed class S3Settings
{
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal)
    {
        ["protocol"] = "s3",
        ["location"] = "lab/data",
        ["bucket"] = "recordings",
        ["endpoint"] = "localhost",
    };

    public S3Settings(params (string Attribute, object Value)[] attributes)
    {
        foreach ((string attribute, object value) in attributes)
        {
            Set(attribute, value);
        }
    }

    public DataJointConfig Load()
    {
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = "/", HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
        foreach ((string attribute, string value) in _attributes)
        {
            config[$"stores.main.{attribute}"] = value is "true" or "false" ? bool.Parse(value) : value;
        }

        return config;
    }

    public S3Settings Set(string attribute, object value)
    {
        _attributes[attribute] = value.ToString()!;
        return this;
    }

    public StoreSpec Spec() => Load().Stores["main"];

    /// <summary>The store with short pauses and pages, so that tests of retries and listings are short.</summary>
    public S3ObjectStore Open(int pageSize = 20) => new(new StoreSource(Spec()))
    {
        CleanUpTimeout = TimeSpan.FromMinutes(2),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        PageSize = pageSize,
    };
}
