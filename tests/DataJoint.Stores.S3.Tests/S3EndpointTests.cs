using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Transfers;

namespace DataJoint.Stores.S3.Tests;

public sealed class S3EndpointTests
{
    [Theory]
    [InlineData("s3.amazonaws.com", "https://s3.amazonaws.com", null)]
    [InlineData("https://s3.amazonaws.com/", "https://s3.amazonaws.com", null)]
    [InlineData("s3.eu-central-1.amazonaws.com", "https://s3.eu-central-1.amazonaws.com", "eu-central-1")]
    [InlineData("s3-us-west-2.amazonaws.com", "https://s3-us-west-2.amazonaws.com", "us-west-2")]
    [InlineData("s3.cn-north-1.amazonaws.com.cn", "https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("minio.example.com:9000", "https://minio.example.com:9000", null)]
    [InlineData("http://minio.example.com:9000", "http://minio.example.com:9000", null)]
    [InlineData("https://minio.example.com", "https://minio.example.com", null)]
    [InlineData("localhost:9000", "https://localhost:9000", null)]
    [InlineData("10.0.0.7:9000", "https://10.0.0.7:9000", null)]
    [InlineData("[::1]:9000", "https://[::1]:9000", null)]
    [InlineData("[::1]", "https://[::1]", null)]
    [InlineData("::1", "https://[::1]", null)]
    [InlineData("fd00::7", "https://[fd00::7]", null)]
    public void An_endpoint_is_taken_as_DataJoint_writes_it(string endpoint, string address, string? region)
    {
        var found = S3Endpoint.From(new S3Settings(("endpoint", endpoint)).Spec());

        found.ToString().ShouldBe(address);
        found.Region.ShouldBe(region);
        found.IsPathStyle.ShouldBe(!endpoint.Contains("amazonaws", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_scheme_secure_decides()
    {
        S3Endpoint.From(new S3Settings(("endpoint", "minio:9000"), ("secure", "false")).Spec()).ToString().ShouldBe("http://minio:9000");
        S3Endpoint.From(new S3Settings(("endpoint", "https://minio:9000"), ("secure", "false")).Spec()).ToString().ShouldBe("https://minio:9000");
    }

    [Fact]
    public void Plain_text_against_an_explicit_secure_is_refused()
    {
        StoreException fault = Should.Throw<StoreException>(() => new S3Settings(("endpoint", "http://minio:9000"), ("secure", "true")).Open());

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Reason.ShouldContain("secure");
        fault.Reason.ShouldContain("endpoint");
        S3Endpoint.From(new S3Settings(("endpoint", "https://minio:9000"), ("secure", "true")).Spec()).IsSecure.ShouldBeTrue();
    }

    [Fact]
    public async Task A_proxy_that_cannot_be_reached_is_named_itself()
    {
        await using S3ObjectStore store = new S3Settings(
            ("endpoint", "http://s3.example.com"), ("access_key", "AKIDFAKE"), ("secret_key", "fake"),
            ("proxy_server", "http://lab:not-a-real-password@localhost:9")).Open();

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", TestContext.Current.CancellationToken));

        fault.Code.ShouldBe(StoreErrorCode.Unavailable);
        fault.Reason.ShouldContain("nothing listens at http://localhost:9, the proxy");
        fault.ToString().ShouldNotContain("not-a-real-password");
    }

    [Theory]
    [InlineData("lab/data/a//b", true)]
    [InlineData("lab/data//b", true)]
    [InlineData("lab/data/../b", true)]
    [InlineData("lab/data/a\nb", true)]
    [InlineData("lab/data/a/", false)]
    [InlineData("lab/data/", false)]
    [InlineData("lab/data/a", false)]
    public void Keys_that_are_no_names_are_told_but_for_marks_of_folders(string key, bool isOmitted)
    {
        var keys = new S3Keyspace(new S3Settings().Spec());

        (keys.FindOmission(new S3Object { Key = key, Size = 0 })?.Code == StoreErrorCode.InvalidName).ShouldBe(isOmitted);
        keys.FindOmission(new S3Object { Key = "lab/data/a/", Size = 1 }).ShouldNotBeNull();
    }

    [Fact]
    public void The_global_name_becomes_that_of_the_region()
    {
        S3Endpoint.From(new S3Settings(("endpoint", "s3.amazonaws.com"), ("region", "eu-west-1")).Spec()).ToString().ShouldBe("https://s3.eu-west-1.amazonaws.com");
        S3Endpoint.From(new S3Settings(("endpoint", "s3.amazonaws.com")).Spec()).WithRegion("eu-west-1").ToString().ShouldBe("https://s3.eu-west-1.amazonaws.com");
        S3Endpoint.From(new S3Settings(("endpoint", "minio:9000"), ("region", "lab")).Spec()).SigningRegion.ShouldBe("lab");
    }

    [Theory]
    [InlineData("evil.example/")]
    [InlineData("@evil.example/")]
    [InlineData("evil.example#")]
    [InlineData("evil.example?")]
    [InlineData("evil.example:443/")]
    [InlineData("evil.example\\")]
    [InlineData("x.evil.example")]
    public void A_region_makes_no_other_host_out_of_Amazons(string region)
    {
        StoreException fault = Should.Throw<StoreException>(() => S3Endpoint.From(new S3Settings(("endpoint", "s3.amazonaws.com"), ("region", region)).Spec()));

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain("region");

        // Nor does what an answer says: it came from somebody who is not yet known.
        S3Endpoint.From(new S3Settings(("endpoint", "s3.amazonaws.com")).Spec()).WithRegion(region).ToString().ShouldBe("https://s3.amazonaws.com");
    }

    [Theory]
    [InlineData("https://user:fake-password@minio")]
    [InlineData("https://minio/path")]
    [InlineData("https://minio?x=1")]
    [InlineData("ftp://minio")]
    [InlineData("https://")]
    [InlineData("no host")]
    [InlineData("minio:0")]
    public void What_is_no_endpoint_is_refused_without_showing_it(string endpoint)
    {
        StoreException fault = Should.Throw<StoreException>(() => new S3Settings(("endpoint", endpoint)).Open());

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldStartWith("Store 'main': endpoint");
        fault.Message.ShouldNotContain("fake-password");
    }

    [Theory]
    [InlineData("127.0.0.1:")]
    [InlineData("http://127.0.0.1:")]
    [InlineData("https://minio:/")]
    [InlineData("[::1]:")]
    public void A_colon_without_a_port_is_no_other_port(string endpoint) =>
        Should.Throw<StoreException>(() => new S3Settings(("endpoint", endpoint)).Open()).Reason.ShouldContain("no port");

    [Theory]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData(".")]
    public void A_location_that_no_key_can_begin_with_is_refused(string location) =>
        Should.Throw<StoreException>(() => new S3Settings(("location", location)).Open()).Message.ShouldContain("location");

    [Fact]
    public void Half_a_pair_of_keys_is_refused()
    {
        Should.Throw<StoreException>(() => new S3Settings(("access_key", "AKIDFAKE")).Open()).Message.ShouldContain("secret_key");
        Should.Throw<StoreException>(() => new S3Settings(("secret_key", "fake")).Open()).Message.ShouldContain("access_key");
        Should.Throw<StoreException>(() => new S3Settings(("session_token", "fake")).Open()).Message.ShouldContain("access_key");
    }

    [Theory]
    [InlineData("proxy.example.com:3128", "http://proxy.example.com:3128")]
    [InlineData("http://lab:p%40ss@proxy.example.com:3128", "http://proxy.example.com:3128")]
    public void A_proxy_is_shown_without_user_and_password(string written, string shown) =>
        S3Proxy.From(new S3Settings(("proxy_server", written)).Spec())!.Address!.GetLeftPart(UriPartial.Authority).ShouldBe(shown);

    [Fact]
    public void A_proxy_gets_its_password_decoded()
    {
        WebProxy proxy = S3Proxy.From(new S3Settings(("proxy_server", "http://lab:p%40ss@proxy:3128")).Spec())!;

        proxy.Credentials!.GetCredential(new Uri("http://proxy:3128"), "Basic")!.Password.ShouldBe("p@ss");
    }

    [Fact]
    public async Task The_SDKs_own_client_is_there_for_the_rest()
    {
        await using S3ObjectStore store = new S3Settings(("endpoint", "http://localhost:9"), ("access_key", "AKIDFAKE"), ("secret_key", "fake")).Open();

        IAmazonS3 client = await store.GetClientAsync(TestContext.Current.CancellationToken);

        client.Config.ServiceURL.ShouldStartWith("http://localhost:9");
        store.GetKey("raw/a").ShouldBe("lab/data/raw/a");
    }

    [Fact]
    public void The_adapter_registers_itself_once()
    {
        S3Adapter.Register();
        S3Adapter.Register();

        StoreAdapters.Protocols.ShouldContain("s3");
        StoreAdapters.Open(new S3Settings().Spec()).ShouldBeOfType<S3ObjectStore>();
    }

    [Theory]
    [InlineData(1L, 5)]
    [InlineData(10_000_000_000L, 5)]
    [InlineData(640L << 30, 73)]
    [InlineData(5L << 40, 583)]
    public void Parts_are_as_small_as_ten_thousand_of_them_allow(long length, int mebibytes)
    {
        int size = PartPlan.For(length).SizeOf(1);

        size.ShouldBe(mebibytes << 20);
        ((length + size - 1) / size).ShouldBeLessThan(PartPlan.MaxParts);
    }
}
