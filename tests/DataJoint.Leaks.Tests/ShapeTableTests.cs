using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Tests;

/// <summary>The search for literals passes by none that stands in a text.</summary>
public sealed class ShapeTableTests
{
    private const string Characters = "aAbBcCpPsSwWxX-_=:\"'( .$%\\01\n~é\u0080";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_place_gives_the_literals_that_stand_there(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(3) == 0 ? Noise(random) : Spell(random)));
            int next = ShapeTable.Literals.Find(text, 0);
            for (int at = 0; at < text.Length; at++)
            {
                string[] expected = [.. ShapeTable.All.Where(needle => StandsAt(text, at, needle)).Select(needle => needle.Text)];
                List<string> found = [];
                foreach (Needle needle in ShapeTable.At(text, at))
                {
                    found.AddRange(StandsAt(text, at, needle) ? [needle.Text] : []);
                }

                found.ShouldBe(expected, ignoreOrder: false, text);
                (expected.Length == 0 || at == next).ShouldBeTrue(text);
                next = at == next ? ShapeTable.Literals.Find(text, at + 1) : next;
            }
        }
    }

    private static bool StandsAt(string text, int at, Needle needle) => text.AsSpan(at).StartsWith(needle.Text, StringComparison.OrdinalIgnoreCase);

    private static string Noise(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Characters[random.Next(Characters.Length)]));

    /// <summary>A literal in any case, or cut.</summary>
    private static string Spell(Random random)
    {
        string text = ShapeTable.All[random.Next(ShapeTable.All.Count)].Text;
        text = string.Concat(text.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c));
        return random.Next(4) == 0 ? text[..random.Next(text.Length)] : text;
    }
}
