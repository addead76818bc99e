using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;

namespace DataJoint.Cli.Tests;

/// <summary>How far a transfer is, as people see it.</summary>
public sealed class ProgressTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(9_940, "9.9 kB")]
    [InlineData(9_960, "10 kB")]
    [InlineData(999_600, "1.0 MB")]
    [InlineData(1_234_000_000, "1.2 GB")]
    [InlineData(123_400_000_000_000, "123 TB")]
    public void A_size_is_short(double bytes, string text) => ByteText.Size(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(6.2, "0:07")]
    [InlineData(750, "12:30")]
    [InlineData(10_920, "3:02:00")]
    public void A_time_is_a_clock(double seconds, string text) => ByteText.Time(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void A_terminal_gets_a_bar_with_rate_and_time_left()
    {
        ProgressState state = new("main:raw/a.bin", 450_000_000, 1_000_000_000, 110_000_000);
        ProgressText.Line(state, 120, isPlain: false).ShouldBe(" 45% █████████░░░░░░░░░░░  450 MB of 1.0 GB  110 MB/s  0:05 left  main:raw/a.bin");
        ProgressText.Line(state, 120, isPlain: true).ShouldStartWith(" 45% #########...........  450 MB");
        ProgressText.Line(state, 40, isPlain: true).Length.ShouldBe(39);
        ProgressText.LogLine(state).ShouldBe("main:raw/a.bin: 450 MB of 1.0 GB  110 MB/s  0:05 left");
    }

    [Theory]
    [InlineData(60, " 45% #####.......  450 MB")]
    [InlineData(48, " 45% 450 MB")]
    [InlineData(44, " 45% 450 MB")]
    public void A_narrow_terminal_rather_gets_a_shorter_bar_than_no_time_left(int columns, string start)
    {
        string line = ProgressText.Line(new("main:raw/a.bin", 450_000_000, 1_000_000_000, 110_000_000), columns, isPlain: true);
        line.ShouldStartWith(start);
        line.ShouldContain("0:05 left");
        line.Length.ShouldBeLessThan(columns);
    }

    [Fact]
    public void Without_a_total_there_is_no_bar() =>
        ProgressText.Line(new ProgressState("x", 5_000, null, 100), 80, isPlain: true).ShouldBe("5.0 kB  100 B/s  x");

    [Fact]
    public void An_empty_object_is_whole() => ProgressText.Line(new ProgressState("x", 0, 0, null), 80, isPlain: true).ShouldStartWith("100% ####");

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        TransferRate rate = new();
        rate.Add(TimeSpan.FromMilliseconds(100), 1_000).ShouldBeNull();
        rate.Add(TimeSpan.FromSeconds(1), 1_000_000).ShouldBe(1_000_000);
        for (int second = 2; second <= 20; second++)
        {
            rate.Add(TimeSpan.FromSeconds(second), 1_000_000);
        }

        rate.Add(TimeSpan.FromSeconds(21), 1_000_000).ShouldBe(0);
    }
}
