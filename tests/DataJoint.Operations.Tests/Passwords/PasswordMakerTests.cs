using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Tests;

public sealed class PasswordMakerTests
{
    [Theory]
    [InlineData(RotationOptions.MinLength)]
    [InlineData(32)]
    [InlineData(RotationOptions.MaxLength)]
    public void It_has_all_kinds_of_characters_and_no_character_that_must_be_quoted(int length)
    {
        for (int i = 0; i < 200; i++)
        {
            string text = PasswordMaker.Make(length).Reveal();

            text.Length.ShouldBe(length);
            text.ShouldMatch("^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$");
            (text.Any(char.IsAsciiLetterLower) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiDigit) && text.IndexOfAny(['-', '_', '.']) > 0).ShouldBeTrue(text);
        }
    }

    [Fact]
    public void Every_character_comes_at_every_place()
    {
        string[] made = [.. Enumerable.Range(0, 4000).Select(_ => PasswordMaker.Make(RotationOptions.MinLength).Reveal())];

        made.Distinct().Count().ShouldBe(made.Length);
        Enumerable.Range(1, RotationOptions.MinLength - 2).ShouldAllBe(place => made.Select(text => text[place]).Distinct().Count() == 60);
    }
}
