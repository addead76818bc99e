using System.Text;

namespace DataJoint.Configuration.Editing.Tests;

public sealed class SecretReadingTests
{
    [Theory]
    [InlineData("fake-password", "fake-password")]
    [InlineData("\ufefffake-password\r\n", "fake-password")]
    public void A_secret_is_read_as_a_file_of_its_own_is(string content, string secret) =>
        ProjectEditor.ReadSecret("database.password", Encoding.UTF8.GetBytes(content))!.Reveal().ShouldBe(secret);

    [Fact]
    public void White_space_is_no_secret() => ProjectEditor.ReadSecret("database.password", " \n"u8.ToArray()).ShouldBeNull();

    [Fact]
    public void What_no_file_could_hold_is_refused_without_quoting_it()
    {
        Should.Throw<ArgumentException>(() => ProjectEditor.ReadSecret("database.password", [0x43, 0xFF])).Message
            .ShouldBe("the value for database.password is not UTF-8");
        Should.Throw<ArgumentException>(() => ProjectEditor.ReadSecret("database.password", new byte[ProjectEditor.MaxSecretBytes + 1])).Message
            .ShouldBe("the value for database.password is larger than 64 KiB");
    }
}
