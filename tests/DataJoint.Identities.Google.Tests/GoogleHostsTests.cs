using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Tests;

public sealed class GoogleHostsTests
{
    [Theory]
    [InlineData("sts.googleapis.com", true)]
    [InlineData("sts.europe-west1.googleapis.com", true)]
    [InlineData("europe-west1.sts.googleapis.com", true)]
    [InlineData("europe-west1-sts.googleapis.com", true)]
    [InlineData("sts-lab.p.googleapis.com", true)]
    [InlineData("sts.mtls.googleapis.com", true)]
    [InlineData("googleapis.com", false)]
    [InlineData("sts.googleapis.com.example", false)]
    [InlineData("stsgoogleapis.com", false)]
    [InlineData("sts.a.b.googleapis.com", false)]
    [InlineData(".sts.googleapis.com", false)]
    [InlineData("evil.googleapis.com", false)]
    [InlineData("lab-sts.p.googleapis.com", false)]
    public void The_exchange_is_known_by_its_host(string host, bool isGoogle) => GoogleHosts.IsService(host, "sts", GoogleHosts.UsualUniverse).ShouldBe(isGoogle);
}
