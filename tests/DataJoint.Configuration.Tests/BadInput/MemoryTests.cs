#if NET
using System.Text;

namespace DataJoint.Configuration.Tests;

/// <summary>Reading any bytes takes at most ten times the file's size in memory, and a fixed allowance for the rest of a load.</summary>
/// <remarks>
/// What is measured here is everything that is ever allocated, garbage included, so the bound is wider;
/// <c>fuzz/DataJoint.Fuzz --load FILE</c> under a heap limit tells what is needed at a time.
/// </remarks>
public sealed class MemoryTests
{
    private const int Size = 512 * 1024;
    private const int Most = 30;
    private const long Allowance = 32 * 1024 * 1024;

    [Theory]
    [InlineData("spaces", "{", " ", "}")]
    [InlineData("newlines", "{", "\n", "}")]
    [InlineData("comments", "{", "//\n", "}")]
    [InlineData("block comments", "{", "/**/", "}")]
    [InlineData("one long text", "{\"database.user\":\"", "x", "\"}")]
    [InlineData("one long text in two bytes", "{\"database.user\":\"", "é", "\"}")]
    [InlineData("one long secret", "{\"database.password\":\"", "x", "\"}")]
    [InlineData("escapes", "{\"database.user\":\"", "\\n", "\"}")]
    [InlineData("escapes and letters", "{\"database.user\":\"", "\\nx", "\"}")]
    [InlineData("unicode escapes", "{\"database.user\":\"", "\\u00e9", "\"}")]
    [InlineData("one long number", "{\"database.port\":", "1", "}")]
    [InlineData("one long custom number", "{\"custom.x\":", "1", "}")]
    [InlineData("one long word", "{\"database.user\":", "x", "}")]
    [InlineData("one long name", "{\"", "n", "\":1}")]
    [InlineData("one long name in a store", "{\"stores\":{\"", "n", "\":{\"a\":1}}}")]
    [InlineData("one long name with dots", "{\"", "a.", "\":1}")]
    [InlineData("one long name in stores with dots", "{\"stores.", "a.", "\":1}")]
    [InlineData("one long host", "{\"database.host\":\"", "h", "\"}")]
    [InlineData("one long host with colons", "{\"database.host\":\"", "1:", "\"}")]
    [InlineData("unknown members", "{", "\"k\":1,", "}")]
    [InlineData("unknown objects", "{", "\"k\":{},", "}")]
    [InlineData("unknown arrays", "{\"k\":[", "1,", "]}")]
    [InlineData("unknown names", "{\"k\":{", "\"\":1,", "}}")]
    [InlineData("duplicates", "{", "\"loglevel\":\"INFO\",", "}")]
    [InlineData("duplicate store attributes", "{\"stores\":{\"a\":{", "\"b\":1,", "}}}")]
    [InlineData("a plug-in's array", "{\"stores.a.x\":[", "1,", "]}")]
    [InlineData("a plug-in's array of texts", "{\"stores.a.x\":[", "\"\",", "]}")]
    [InlineData("a plug-in's array of objects", "{\"stores.a.x\":[", "{\"\":0},", "]}")]
    [InlineData("a list of numbers", "{\"stores.a.subfolding\":[", "1,", "1]}")]
    [InlineData("a list of numbers as text", "{\"stores.a.subfolding\":\"", "1,", "1\"}")]
    [InlineData("a custom array", "{\"custom.x\":[", "0,", "]}")]
    [InlineData("nulls", "{", "\"loglevel\":null,", "}")]
    [InlineData("store nulls", "{\"stores\":{", "\"a\":null,", "}}")]
    [InlineData("wrong values", "{", "\"safemode\":2,", "}")]
    [InlineData("forgotten commas", "{", "\"k\":1", "}")]
    [InlineData("opening braces", "", "{", "")]
    [InlineData("opening brackets", "{\"a\":", "[", "")]
    [InlineData("quotes", "", "\"", "")]
    [InlineData("letters", "", "x", "")]
    [InlineData("zero bytes", "{", "\0", "}")]
    [InlineData("store groups", "{", "\"stores\":{},", "}")]
    [InlineData("the same store again", "{\"stores\":{", "\"a\":{},", "}}")]
    public void A_repetitive_file_takes_memory_in_proportion_to_its_size(string shape, string head, string unit, string tail) =>
        Check(shape, head + string.Concat(Enumerable.Repeat(unit, Size / Encoding.UTF8.GetByteCount(unit))) + tail);

    [Theory]
    [InlineData("stores", "{\"stores\":{", "\"{0}\":{{}},", "}}")]
    [InlineData("stores with an attribute", "{\"stores\":{", "\"{0}\":{{\"a\":1}},", "}}")]
    [InlineData("attributes", "{\"stores\":{\"a\":{", "\"{0}\":1,", "}}}")]
    [InlineData("attributes with text", "{\"stores\":{\"a\":{", "\"{0}\":\"\",", "}}}")]
    [InlineData("custom keys", "{\"custom\":{", "\"{0}\":1,", "}}")]
    [InlineData("custom groups", "{\"custom\":{", "\"{0}\":{{}},", "}}")]
    [InlineData("custom keys below a long name", "{\"custom\":{\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\":{", "\"{0}\":1,", "}}}")]
    [InlineData("flat attributes", "{", "\"stores.a.{0}\":1,", "}")]
    [InlineData("unknown keys", "{", "\"{0}\":1,", "}")]
    public void A_file_of_many_different_names_takes_memory_in_proportion_to_its_size(string shape, string head, string unit, string tail)
    {
        StringBuilder text = new(head);
        for (int i = 0; text.Length < Size; i++)
        {
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, unit, i.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        }

        Check(shape, text.Append(tail).ToString());
    }

    private static void Check(string shape, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using TestProject project = new();
        project.WithProjectFile("{}").Load();
        project.WithFile("datajoint.json", bytes);
        ConfigurationOptions options = project.Options();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            DataJointConfig.Load(options);
        }
        catch (ConfigurationException)
        {
            // What counts here is what it took.
        }

        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        double times = (taken - Allowance) / (double)bytes.Length;
        times.ShouldBeLessThanOrEqualTo(Most, $"{shape}: {taken:N0} bytes for {bytes.Length:N0}, {taken / (double)bytes.Length:N1} times");
    }
}
#endif
