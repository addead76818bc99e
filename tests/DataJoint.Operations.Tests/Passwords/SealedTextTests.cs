using DataJoint.Configuration;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Tests;

public sealed class SealedTextTests
{
    [Fact]
    public void Only_who_knows_the_other_secret_can_read_it()
    {
        string text = SealedText.Seal(new Secret("fake-next"), new Secret("fake-former")).ToString();

        text.ShouldNotContain("fake");
        SealedText.Parse(text)!.Open(new Secret("fake-former"))!.Reveal().ShouldBe("fake-next");
        SealedText.Parse(text)!.Open(new Secret("fake-formes")).ShouldBeNull();
        SealedText.Seal(new Secret("fake-next"), new Secret("fake-former")).ToString().ShouldNotBe(text, "equal texts cannot be told");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void What_was_not_sealed_is_nothing(string text) => SealedText.Parse(text).ShouldBeNull();

    [Fact]
    public void What_was_changed_is_nothing()
    {
        byte[] bytes = Convert.FromBase64String(SealedText.Seal(new Secret("fake-next"), new Secret("fake-former")).ToString());
        bytes[^1] ^= 1;
        SealedText.Parse(Convert.ToBase64String(bytes))!.Open(new Secret("fake-former")).ShouldBeNull();
    }
}
