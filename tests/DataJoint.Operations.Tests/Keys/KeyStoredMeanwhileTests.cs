using DataJoint.Secrets;

namespace DataJoint.Operations.Tests;

/// <summary>Somebody stores another key while one is rotated: nothing of theirs is lost.</summary>
public sealed class KeyStoredMeanwhileTests
{
    [Theory]
    [InlineData("json", ".secrets/datajoint.json", "(djc secrets set stores.main.secret_key)")]
    [InlineData("environment", ".secrets/datajoint.prod.json", "(djc secrets set stores.main.secret_key --env prod)")]
    [InlineData("reference", "mounted/pair.json", "in ref+file://mounted/pair.json#/key/secret")]
    public async Task Another_key_that_is_stored_meanwhile_is_told_with_the_place_for_the_one_to_keep(string record, string file, string place)
    {
        using var bench = KeyBench.Create(record, KeyRing.Create(maxKeys: null));
        string former = File.ReadAllText(Path.Combine(bench.Root, file));
        AccessKeyPair other = bench.Ring.Add();

        RotationException open = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(
            step =>
            {
                if (step.Kind == RotationStepKind.Written)
                {
                    bench.Write(file, former.Replace(bench.Former.Id, other.Id, StringComparison.Ordinal));
                }
            }));

        open.Diagnostic.Hint!.ShouldContain(place);
        bench.Ring.Ids.ShouldContain(bench.Former.Id);
    }
}
