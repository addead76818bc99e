namespace DataJoint.Benchmarks;

/// <summary>
/// The production example of the DataJoint documentation: two JSON files, four single-value files and a few variables.
/// Its keys are nested, not flat, because Microsoft.Extensions.Configuration binds nothing else.
/// </summary>
internal static class ProductionExample
{
    private const string Configuration = """
        // datajoint.json
        {
          "database": {
            "host": "db.example.com",
            "port": 3306,
            "use_tls": true
          },
          "safemode": false,
          "stores": {
            "default": "main",
            "main": {
              "protocol": "s3",
              "endpoint": "s3.amazonaws.com",
              "bucket": "my-bucket",
              "location": "my-project/data"
            },
            "archive": {
              "protocol": "s3",
              "endpoint": "s3.amazonaws.com",
              "bucket": "archive-bucket",
              "location": "my-project/archive"
            }
          }
        }

        """;

    private const string Secrets = """
        {
          "database": {
            "user": "myuser",
            "password": "mypassword"
          }
        }

        """;

    private static readonly (string Name, string Value)[] Variables =
    [
        ("DJ_HOST", "db.internal.example.com"),
        ("DJ_LOG_LEVEL", "WARNING"),
        ("DJ_JOBS_DEFAULT_PRIORITY", "7"),
    ];

    public static ProjectFolder Create() => new ProjectFolder()
        .WithConfiguration(Configuration)
        .WithSecret("datajoint.json", Secrets)
        .WithSecret("stores.main.access_key", "EXAMPLEACCESSMAIN\n")
        .WithSecret("stores.main.secret_key", "Example/Secret/Main\n")
        .WithSecret("stores.archive.access_key", "EXAMPLEACCESSARCHIVE\n")
        .WithSecret("stores.archive.secret_key", "Example/Secret/Archive\n");

    /// <summary>Makes the example's variables the only <c>DJ_</c> ones of this process and of those it starts.</summary>
    public static void SetVariables()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("DJ_", StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        foreach ((string name, string value) in Variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
