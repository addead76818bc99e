using System.Text;
using CsCheck;
using DataJoint.Fuzz;

namespace DataJoint.Configuration.Tests;

/// <summary>However a file with a secret is broken, nothing that is said shows the secret.</summary>
public sealed class RedactionLaws
{
    private static readonly string[] Texts =
    [
        "{ \"database.host\": \"h\", \"database.user\": \"u\", \"database.password\": \"CANARY\", \"safemode\": 2 }",
        "{\n  \"database\": {\n    \"user\": \"u\",\n    \"password\": \"CANARY\",\n    \"port\": 0\n  }\n}\n",
        "{ \"stores\": { \"main\": { \"protocol\": \"s3\", \"secret_key\": \"CANARY\", \"bucket\": \"b\", \"token\": \"{\\\"k\\\": \\\"CANARY\\\"}\" } }, \"x\": 1 }",
        "{\n  \"stores.main.access_key\":\n    \"CANARY\",\n  // \"database.password\": \"CANARY\"\n  \"loglevel\": \"LOUD\" }",
    ];

    [Fact]
    public void No_mutation_of_a_file_makes_its_secret_appear() =>
        Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Int).Sample(
            (which, seed) => { RedactionTarget.Run(new Mutator(seed).Mutate(Encoding.UTF8.GetBytes(Texts[which]), [])); },
            iter: 2000, threads: 1);

    [Fact]
    public void A_secret_that_has_become_the_value_of_an_open_setting_is_no_leak() => RedactionTarget.Run(
        Encoding.UTF8.GetBytes("{ \"stores\": { \"main\": { \"token\": \"s3\", \"protocol\": \"{\\\"k\\\": \\\"CANARY}\" } } }"));

    [Theory]
    [InlineData("to\uFEFFken")]
    [InlineData("\u200Bsecret_key")]
    public void A_name_that_looks_like_that_of_a_secret_is_one(string attribute) => StoreCatalogue.IsSecret(attribute).ShouldBeTrue();

    [Fact]
    public void No_loss_doubling_or_exchange_of_one_character_makes_it_appear()
    {
        foreach (string text in Texts)
        {
            for (int i = 0; i < text.Length; i++)
            {
                RedactionTarget.Run(Encoding.UTF8.GetBytes(text.Remove(i, 1)));
                foreach (char c in "\"':,{[\n\\/")
                {
                    RedactionTarget.Run(Encoding.UTF8.GetBytes(text.Insert(i, c.ToString())));
                    RedactionTarget.Run(Encoding.UTF8.GetBytes(text.Remove(i, 1).Insert(i, c.ToString())));
                }
            }
        }
    }

    [Fact]
    public void No_end_of_a_file_in_the_middle_makes_it_appear()
    {
        foreach (string text in Texts)
        {
            for (int i = 0; i < text.Length; i++)
            {
                RedactionTarget.Run(Encoding.UTF8.GetBytes(text.Substring(0, i)));
                RedactionTarget.Run(Encoding.UTF8.GetBytes(text.Remove(0, i).Insert(0, "{")));
            }
        }
    }
}
