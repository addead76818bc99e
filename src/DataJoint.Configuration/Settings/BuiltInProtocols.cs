namespace DataJoint.Configuration.Settings;

/// <summary>The protocols that DataJoint itself defines.</summary>
internal static class BuiltInProtocols
{
    private static readonly StoreAttribute Bucket = new("bucket", ValueRule.Text, "Name of the bucket.");
    private static readonly StoreAttribute Endpoint = new("endpoint", ValueRule.Text, "Host of the service, optionally with a port.");

    public static IReadOnlyList<StoreProtocol> All { get; } =
    [
        new("file", [], []),
        new("s3",
            [Endpoint, Bucket],
            [
                new("secure", ValueRule.Boolean, "Use TLS.") { Default = true },
                new("proxy_server", ValueRule.Text, "URL of an HTTP proxy."),
                new("region", ValueRule.Text, "Region of the bucket."),
                new("conditional_writes", ValueRule.Boolean, "Let the server see to it that a write which is to replace nothing does not; false where it cannot, and of two writers at once the later one wins.") { Default = true },
                new("access_key", ValueRule.Text, "Access key id."),
                new("secret_key", ValueRule.Text, "Secret access key."),
                new("session_token", ValueRule.Text, "Token of temporary credentials."),
            ]),
        new("gcs",
            [Bucket],
            [
                new("project", ValueRule.Text, "Google Cloud project."),
                Endpoint,
                new("token", ValueRule.Text, "Path of a service account key, or the JSON itself.") { IsDocument = true },
            ]),
        new("azure",
            [new("container", ValueRule.Text, "Name of the container.")],
            [
                new("account_name", ValueRule.Text, "Name of the storage account."),
                Endpoint,
                new("account_key", ValueRule.Text, "Key of the storage account."),
                new("connection_string", ValueRule.Text, "Connection string of the storage account.", isSecret: true) { IsDocument = true },
                new("sas_token", ValueRule.Text, "Shared access signature."),
            ]),
    ];
}
