namespace DataJoint.Cli.Tests;

/// <summary>Two stores may be in one place: that is seen before anything is copied, without asking a server.</summary>
public sealed class StoreAddressTests
{
    private const string S3 = """ "protocol": "s3", "access_key": "AKIDFAKE", "secret_key": "fake", "secure": false, "bucket": "lab" """;
    private const string Azure = """ "protocol": "azure", "account_key": "ZmFrZQ==", "container": "lab" """;
    private const string Gcs = """ "protocol": "gcs", "token": "{}", "bucket": "lab" """;

    [Theory]
    [InlineData(S3 + """, "endpoint": "127.0.0.1:9", "location": "data" """, S3 + """, "endpoint": "127.0.0.1:9", "location": "data/raw" """)]
    [InlineData(S3 + """, "endpoint": "LOCALHOST:9", "location": "data" """, S3 + """, "endpoint": "http://127.0.0.1:9", "location": "data/raw" """)]
    [InlineData(S3 + """, "endpoint": "minio.invalid", "location": "data" """, S3 + """, "endpoint": "minio.invalid:80", "location": "data" """)]
    [InlineData(S3 + """, "endpoint": "s3.amazonaws.com", "location": "data" """, S3 + """, "endpoint": "s3.eu-central-1.amazonaws.com", "location": "data" """)]
    [InlineData(Azure + """, "account_name": "lab", "location": "data" """, Azure + """, "account_name": "lab", "location": "data/deep" """)]
    [InlineData(
        Azure + """, "account_name": "lab", "location": "data" """, Azure + """, "account_name": "lab", "endpoint": "https://lab.blob.core.windows.net", "location": "data" """)]
    [InlineData(Gcs + """, "location": "data" """, Gcs + """, "endpoint": "https://storage.googleapis.com", "location": "data/deep" """)]
    [InlineData(""" "protocol": "file", "location": "data" """, """ "protocol": "file", "location": "./data/deep" """)]
    public void One_store_below_another_overlaps(string one, string two)
    {
        using TemporaryProject project = Project(one, two);
        foreach (string[] ends in (string[][])[["one:", "two:"], ["two:", "one:"], ["two:x", "one:"]])
        {
            DjcResult refused = new Djc(project).Run(["store", "sync", .. ends, "--delete", "--yes"]);
            refused.ExitCode.ShouldBe(2, refused.All);
            refused.Error.ShouldContain("overlap");
        }
    }

    [Theory]
    [InlineData(S3 + """, "endpoint": "127.0.0.1:9", "location": "data" """, S3 + """, "endpoint": "127.0.0.1:9", "location": "data2" """)]
    [InlineData(S3 + """, "endpoint": "127.0.0.1:9", "location": "data" """, S3 + """, "endpoint": "127.0.0.1:10", "location": "data" """)]
    [InlineData(""" "protocol": "file", "location": "data" """, """ "protocol": "file", "location": "data2" """)]
    public void Neighbours_do_not_overlap(string one, string two)
    {
        using TemporaryProject project = Project(one, two);
        new Djc(project).Run("store", "cp", "one:a", "two:a").Error.ShouldNotContain("one object");
    }

    [Theory]
    [InlineData(S3 + """, "endpoint": "127.0.0.1:9", "location": "data" """, S3 + """, "endpoint": "127.0.0.1:9", "location": "data/raw" """, "one:raw/a")]
    [InlineData(""" "protocol": "file", "location": "data" """, """ "protocol": "file", "location": "data/deep" """, "one:deep/a")]
    public void A_copy_onto_itself_is_refused_by_whatever_names(string one, string two, string source)
    {
        using TemporaryProject project = Project(one, two);
        DjcResult refused = new Djc(project).Run("store", "cp", source, "two:a", "--overwrite");
        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain($"{source} and two:a are one object");
    }

    private static TemporaryProject Project(string one, string two)
    {
        TemporaryProject project = new();
        project.Write("datajoint.json", $$"""{ "stores": { "one": { {{one}} }, "two": { {{two}} } } }""");
        return project;
    }
}
