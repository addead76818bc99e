namespace DataJoint.Configuration.Tests;

public sealed class UrlPasswordTests
{
    [Theory]
    [InlineData("http://lab:fake-password@proxy:3128", "http://lab:********@proxy:3128")]
    [InlineData("http://lab:fa:k@e@proxy:3128/x", "http://lab:********@proxy:3128/x")]
    [InlineData("http://:fake@proxy", "http://:********@proxy")]
    [InlineData("http://lab@proxy:3128", "http://lab@proxy:3128")]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    [InlineData("http://proxy/a:b@c", "http://proxy/a:b@c")]
    [InlineData("http://", "http://")]
    [InlineData("://", "://")]
    [InlineData("minio:9000", "minio:9000")]
    [InlineData("", "")]
    public void The_password_in_a_URL_is_not_printed(string text, string shown)
    {
        SettingValue value = text;

        value.ToString().ShouldBe(shown);
        value.AsText().ShouldBe(text);
    }
}
