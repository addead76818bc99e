using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DataJoint.Configuration.Tests;

/// <summary>Large, deep and repetitive input: a stated answer in linear time.</summary>
public sealed class HugeInputTests
{
    private const int SixteenMebibytes = 16 * 1024 * 1024;

    /// <summary>What takes quadratic time takes longer than this.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("datajoint.json")]
    [InlineData(".secrets/datajoint.json")]
    [InlineData(".secrets/database.password")]
    public void A_file_that_is_far_too_large_is_refused(string name)
    {
        using TestProject project = new();
        project.WithFile(name, "{}");
        using (FileStream file = File.OpenWrite(project.PathOf(name)))
        {
            // Most of it is a hole, where the file system has holes: to read all of it would take minutes, and more memory than there is.
            file.SetLength(Native.IsUnix ? 1L << 38 : 100_000_000);
        }

        Diagnostic error = project.DiagnoseOne();
        error.Id.ShouldBe("DJ1009");
        error.Place().ShouldBe(name);
    }

    [Fact]
    public void A_file_of_exactly_16_mebibytes_is_read_and_one_byte_more_is_not()
    {
        using TestProject project = new();
        byte[] bytes = new byte[SixteenMebibytes];
        bytes.AsSpan().Fill((byte)' ');
        bytes[0] = (byte)'{';
        bytes[bytes.Length - 1] = (byte)'}';
        project.WithFile("datajoint.json", bytes).Diagnose().ShouldBeEmpty();
        project.WithFile("datajoint.json", [.. bytes, (byte)'\n']).DiagnoseOne().Id.ShouldBe("DJ1009");
    }

    [Theory]
    [InlineData("""{ "custom": """, "[", "DJ1012")]
    [InlineData("""{ "custom.x": """, "[", "DJ1011")]
    [InlineData("""{ "unknown": """, "[", "DJ1004")]
    [InlineData("", """{"a":""", "DJ1011")]
    [InlineData("", """{"custom":""", "DJ1011")]
    [InlineData("""{ "stores.a.x": """, """{"a":""", "DJ1011")]
    [InlineData("""{ "$schema": """, """{"a":""", "DJ1011")]
    [InlineData("", "[", "DJ1012")]
    public void Nesting_10000_deep_is_an_error_and_no_stack_overflow(string before, string level, string id)
    {
        using TestProject project = new();
        StringBuilder text = new(before);
        for (int i = 0; i < 10_000; i++)
        {
            text.Append(level);
        }

        IReadOnlyList<Diagnostic> diagnostics = project.WithProjectFile(text.ToString()).Fail().Diagnostics;
        diagnostics.Select(d => d.Id).ShouldContain(id);
    }

    [Theory]
    [InlineData("\"k{0}\":1")]
    [InlineData("\"custom.k{0}\":1")]
    [InlineData("\"database.hots{0}\":\"x\"")]
    [InlineData("\"stores.s{0}\":{{\"protocol\":\"file\",\"location\":\"/d\"}}")]
    [InlineData("\"stores.s.a{0}\":\"x\"")]
    [InlineData("\"database.user\":\"u{0}\"")]
    [InlineData("\"database.port\":\"u{0}\"")]
    [InlineData("\"stores.s{0}\":5")]
    public void A_hundred_thousand_keys_take_linear_time(string member)
    {
        using TestProject project = new();
        Load(project, member, 1000);
        TimeSpan tenth = Load(project, member, 10_000);
        TimeSpan whole = Load(project, member, 100_000);
        whole.ShouldBeLessThan(Hang + TimeSpan.FromTicks(tenth.Ticks * 20));
    }

    [Fact]
    public void Mistakes_behind_megabytes_of_comment_take_linear_time()
    {
        using TestProject project = new();
        StringBuilder text = new("{ /*" + new string('x', 8_000_000) + "*/\n");
        for (int i = 0; i < 3000; i++)
        {
            text.Append("\"database.user\"\n: \"a\",\n");
        }

        var time = Stopwatch.StartNew();
        project.WithProjectFile(text.Append('}').ToString()).Load().Database.User.ShouldBe("a");
        time.Elapsed.ShouldBeLessThan(Hang);
    }

    [Fact]
    public void A_very_long_name_before_many_members_takes_linear_time()
    {
        foreach (string group in new[] { "stores", "custom", "unknown" })
        {
            using TestProject project = new();
            StringBuilder text = new("{\"" + group + "\":{\"" + new string('n', 500_000) + "\":{");
            for (int i = 0; i < 50_000; i++)
            {
                text.Append("\"k").Append(i).Append("\":\"x\",");
            }

            var time = Stopwatch.StartNew();
            project.WithProjectFile(text.Append("}}}").ToString()).Diagnose();
            time.Elapsed.ShouldBeLessThan(Hang, group);
        }
    }

    [Fact]
    public void Thousands_of_files_in_the_secrets_directory_are_read()
    {
        using TestProject project = new();
        project.WithSecret("README", "");
        for (int i = 0; i < 500; i++)
        {
            File.WriteAllText(project.PathOf($".secrets/stores.s{i}.secret_key"), "fake");
            Native.ChangeMode(project.PathOf($".secrets/stores.s{i}.secret_key"), "600");
        }

        DataJointConfig config = project.Load();
        config.Stores.Count.ShouldBe(500);
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_hundred_thousand_stores_are_read_and_a_quarter_of_a_million_empty_ones_are_too_many()
    {
        using TestProject project = new();
        project.WithProjectFile(Stores(100_000)).Load().Stores.Count.ShouldBe(100_000);
        Diagnostic error = project.WithProjectFile(Stores(250_000)).DiagnoseOne();
        error.Id.ShouldBe("DJ1009");
        error.Message.ShouldContain("too many settings");
    }

    private static string Stores(int count)
    {
        StringBuilder text = new("{\"stores\":{");
        for (int i = 0; i < count; i++)
        {
            text.Append('"').Append(i).Append("\":{},");
        }

        return text.Append("}}").ToString();
    }

    private static TimeSpan Load(TestProject project, string member, int count)
    {
        string text = "{" + string.Join(",\n", Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, member, i))) + "}";
        project.WithProjectFile(text);
        var time = Stopwatch.StartNew();
        project.Diagnose();
        return time.Elapsed;
    }
}
