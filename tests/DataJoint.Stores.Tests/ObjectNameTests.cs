namespace DataJoint.Stores.Tests;

public sealed class ObjectNameTests
{
    [Theory]
    [MemberData(nameof(BadNames.All), MemberType = typeof(BadNames))]
    public void A_bad_name_has_a_reason_on_every_system(string name)
    {
        ObjectName.FindFault(name, windows: false).ShouldNotBeNull();
        ObjectName.FindFault(name, windows: true).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(BadNames.OnWindows), MemberType = typeof(BadNames))]
    public void What_Windows_cannot_keep_is_refused_there_alone(string name)
    {
        ObjectName.FindFault(name, windows: true).ShouldNotBeNull();
        ObjectName.FindFault(name, windows: false).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(BadNames.Good), MemberType = typeof(BadNames))]
    public void A_good_name_has_no_fault(string name) => ObjectName.FindFault(name, windows: false).ShouldBeNull();

    [Theory]
    [InlineData("a/../b", "cannot climb")]
    [InlineData("/a", "absolute")]
    [InlineData("C:/a", "drive letter")]
    [InlineData("a//b", "empty segment")]
    [InlineData("a/", "ends in '/'")]
    [InlineData("a\tb", "control character")]
    [InlineData("a/\ufffe", "U+FFFE or U+FFFF")]
    [InlineData(".datajoint-tmp-x", "being written")]
    public void The_reason_says_what_is_wrong(string name, string reason) => ObjectName.FindFault(name).ShouldNotBeNull().ShouldContain(reason);

    [Fact]
    public void Half_a_surrogate_pair_is_named_as_such() => ObjectName.FindFault("a\udfff").ShouldNotBeNull().ShouldContain("surrogate");

    [Fact]
    public void A_refused_name_reaches_no_terminal_raw()
    {
        StoreException fault = Should.Throw<StoreException>(() => ObjectName.Check("main", "a\u001b[2J\n" + new string('x', 5000)));

        fault.Message.ShouldNotContain("\u001b");
        fault.Message.ShouldNotContain("\n");
        fault.Message.ShouldContain("\\u001b");
        fault.Message.Length.ShouldBeLessThan(400);
        fault.Diagnostic.Id.ShouldBe("DJ4101");
    }

    [Fact]
    public void Lengths_are_counted_in_bytes()
    {
        ObjectName.FindFault(new string('x', 255)).ShouldBeNull();
        ObjectName.FindFault(new string('x', 256)).ShouldNotBeNull().ShouldContain("256 bytes");
        ObjectName.FindFault(new string('記', 85)).ShouldBeNull();
        ObjectName.FindFault(new string('記', 86)).ShouldNotBeNull().ShouldContain("258 bytes");
    }

    [Fact]
    public void Temporary_names_are_refused_as_objects() => ObjectName.FindFault(ObjectName.NewTemporaryName()).ShouldNotBeNull();

    [Theory]
    [InlineData(0L, null, "bytes=0-")]
    [InlineData(5L, 10L, "bytes=5-14")]
    public void A_range_reads_as_in_http(long offset, long? length, string expected) =>
        new ByteRange(offset, length).ToString().ShouldBe(expected);

    [Fact]
    public void A_range_has_no_negative_numbers()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ByteRange(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new ByteRange(0, -1));
        (new ByteRange(1, 2) == new ByteRange(1, 2)).ShouldBeTrue();
        (new ByteRange(1, 2) != new ByteRange(1)).ShouldBeTrue();
    }
}
