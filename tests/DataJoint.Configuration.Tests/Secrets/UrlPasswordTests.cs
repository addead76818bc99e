namespace DataJoint.Configuration.Tests;

public sealed class UrlPasswordTests
{
    [Theory]
    [InlineData("http://lab:fake-password@proxy:3128", "http://lab:********@proxy:3128")]
    [InlineData("http://lab:fa:k@e@proxy:3128/x", "http://lab:********@proxy:3128/x")]
    [InlineData("http://:fake@proxy", "http://:********@proxy")]
    [InlineData("http://lab:fake@a:1, http://lab:fake@b:2", "http://lab:********@a:1, http://lab:********@b:2")]
    [InlineData("lab:fake@proxy:3128", "lab:********@proxy:3128")]
    [InlineData("lab:fa/k@e@proxy", "lab:********@proxy")]
    [InlineData("lab:fake@proxy:3128/", "lab:********@proxy:3128/")]
    [InlineData("mailto:me@example.org", "mailto:me@example.org")]
    [InlineData("C:/data/me@home", "C:/data/me@home")]
    [InlineData("git@example.org:lab/code", "git@example.org:lab/code")]
    [InlineData("SET x = ':a@b'", "SET x = ':a@b'")]
    [InlineData("/data/x:1@y", "/data/x:1@y")]
    [InlineData("lab:fake@", "lab:fake@")]
    [InlineData("https://bob:fa/ke@s3.example.org", "https://bob:********@s3.example.org")]
    [InlineData("https://bob:/fake@s3.example.org", "https://bob:********@s3.example.org")]
    [InlineData("https://bob:fa?k#e@s3.example.org, http://lab:fa/ke@b:2", "https://bob:********@s3.example.org, http://lab:********@b:2")]
    [InlineData("https://bob:fa@k/e@s3.example.org", "https://bob:********@s3.example.org")]
    [InlineData("https://bob:fa/ke@a,http://lab:fa/ke@b", "https://bob:********@a,http://lab:********@b")]
    [InlineData("https://host, https://other/a@b", "https://host, https://other/a@b")]
    [InlineData("https://host:9000/a@b", "https://host:9000/a@b")]
    [InlineData("https://[::1]:9000/a@b", "https://[::1]:9000/a@b")]
    [InlineData("https://[fe80::a]/a@b", "https://[fe80::a]/a@b")]
    [InlineData("file://C:/data/me@home", "file://C:/data/me@home")]
    [InlineData("https://host:9000/ a@b", "https://host:9000/ a@b")]
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
