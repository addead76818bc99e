namespace DataJoint.Configuration.Tests;

public sealed class SettingValueTests
{
    [Fact]
    public void A_text_converts_both_ways()
    {
        SettingValue value = "text";
        ((string?)value).ShouldBe("text");
        value.ToString().ShouldBe("text");
        value.AsSecret()!.Reveal().ShouldBe("text");
        value.HasValue.ShouldBeTrue();
        value.IsSecret.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => (int)value);
        Should.Throw<InvalidOperationException>(() => (bool)value);
    }

    [Fact]
    public void Numbers_and_booleans_convert_both_ways_and_print_as_in_json()
    {
        SettingValue number = 3307;
        ((int)number).ShouldBe(3307);
        number.AsText().ShouldBe("3307");
        SettingValue flag = true;
        ((bool)flag).ShouldBeTrue();
        flag.ToString().ShouldBe("true");
        Should.Throw<InvalidOperationException>(() => (int)flag);
    }

    [Fact]
    public void A_secret_gives_its_text_to_reveal_alone()
    {
        SettingValue value = new Secret("fake");
        value.IsSecret.ShouldBeTrue();
        value.Reveal().ShouldBe("fake");
        value.ToString().ShouldBe("********");
        Should.Throw<InvalidOperationException>(() => (string?)value).ToString().ShouldNotContain("fake");
        Should.Throw<InvalidOperationException>(() => (int)value).ToString().ShouldNotContain("fake");
    }

    [Fact]
    public void No_value_is_null_as_text_and_an_exception_as_a_number()
    {
        SettingValue none = default;
        none.HasValue.ShouldBeFalse();
        none.ToString().ShouldBeEmpty();
        none.Reveal().ShouldBeNull();
        ((string?)none).ShouldBeNull();
        none.AsSecret().ShouldBeNull();
        ((SettingValue)(string?)null).ShouldBe(none);
        ((SettingValue)(Secret?)null).ShouldBe(none);
        Should.Throw<InvalidOperationException>(() => (int)none).Message.ShouldContain("no value");
    }

    [Fact]
    public void Values_compare_by_what_they_hold()
    {
        ((SettingValue)"a" == "a").ShouldBeTrue();
        ((SettingValue)"a" != "b").ShouldBeTrue();
        ((SettingValue)1 == "1").ShouldBeFalse();
        ((SettingValue)new Secret("a") == new Secret("a")).ShouldBeTrue();
        ((SettingValue)new Secret("a") == "a").ShouldBeFalse();
        ((SettingValue)new Secret("a")).GetHashCode().ShouldBe(((SettingValue)new Secret("b")).GetHashCode());
    }
}
