using System.Text;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Tests;

/// <summary>Whatever stands around the members, what is left of a text is JSON with all other members.</summary>
public sealed class JsonRemovalTests
{
    private static readonly string[] Gaps = ["", " ", "\n", " // c\n", " // c\r\n", " /* c */ ", "\n/* c\n c */ "];

    [Theory]
    [InlineData("kept,gone")]
    [InlineData("gone,kept")]
    [InlineData("kept,gone,gone")]
    [InlineData("gone,kept,gone")]
    [InlineData("gone")]
    public void Every_combination_of_comments_and_line_ends_stays_JSON(string members)
    {
        string[] names = members.Split(',');
        foreach (string before in Gaps)
        {
            foreach (string beforeComma in Gaps)
            {
                foreach (string behindComma in Gaps)
                {
                    foreach (string end in Gaps)
                    {
                        Check(names, "{" + before + string.Join(beforeComma + "," + behindComma, names.Select(n => $"\"{n}\": 1")) + end + "}");
                        Check(names, "{" + before + string.Join(beforeComma + "," + behindComma, names.Select(n => $"\"{n}\": 1")) + beforeComma + "," + end + "}");
                    }
                }
            }
        }
    }

    private static void Check(string[] names, string text)
    {
        byte[] result = JsonEditor.Unset(Encoding.UTF8.GetBytes(text), "gone", out _);

        JsonOutline.TryRead(result, out JsonObjectSpan? root, out _).ShouldBeTrue($"{text}\nbecame\n{Encoding.UTF8.GetString(result)}");
        root!.Members.Select(m => m.Name).ShouldBe(names.Where(n => n != "gone"), text);
    }
}
