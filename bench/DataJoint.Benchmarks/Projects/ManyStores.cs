using System.Globalization;
using System.Text;

namespace DataJoint.Benchmarks;

/// <summary>A project with any number of S3 stores and two secret files for each.</summary>
internal static class ManyStores
{
    public static ProjectFolder Create(int count)
    {
        ProjectFolder folder = new ProjectFolder()
            .WithConfiguration(Configuration(count))
            .WithSecret("datajoint.json", """{ "database": { "user": "myuser", "password": "mypassword" } }""");
        for (int i = 0; i < count; i++)
        {
            folder.WithSecret($"stores.{Name(i)}.access_key", $"EXAMPLEACCESS{i}\n");
            folder.WithSecret($"stores.{Name(i)}.secret_key", $"Example/Secret/{i}\n");
        }

        return folder;
    }

    private static string Configuration(int count)
    {
        StringBuilder json = new StringBuilder("{\n  \"database\": { \"host\": \"db.example.com\" },\n  \"stores\": {\n    \"default\": \"")
            .Append(Name(0)).Append('"');
        for (int i = 0; i < count; i++)
        {
            json.Append(CultureInfo.InvariantCulture, $$"""
                ,
                    "{{Name(i)}}": {
                      "protocol": "s3",
                      "endpoint": "s3.amazonaws.com",
                      "bucket": "bucket-{{i}}",
                      "location": "my-project/{{i}}"
                    }
                """);
        }

        return json.Append("\n  }\n}\n").ToString();
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"store{index}");
}
