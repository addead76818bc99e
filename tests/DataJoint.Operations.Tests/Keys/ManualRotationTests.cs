using DataJoint.Configuration;
using DataJoint.Secrets;

namespace DataJoint.Operations.Tests;

/// <summary>A store whose keys people make.</summary>
public sealed class ManualRotationTests
{
    private static readonly RotationStepKind[] Whole = [RotationStepKind.Proven, RotationStepKind.Written, RotationStepKind.Refused];

    [Fact]
    public async Task A_key_that_somebody_brings_is_proven_and_written_and_the_end_of_the_former_one_is_proven()
    {
        using var bench = KeyBench.Create("json");
        int asked = 0;

        IReadOnlyList<RotationStep> steps = await bench.RotateAsync(options: By(bench, bench.Ring.Add(), () =>
        {
            if (++asked == 2)
            {
                bench.Ring.Remove(bench.Former.Id);
            }

            return true;
        }));

        steps.Select(step => step.Kind).ShouldBe(Whole);
        asked.ShouldBe(2, "the first time it was not ended, whatever was said");
        (await bench.WorksAsync()).ShouldBeTrue();
        bench.IsRotating.ShouldBeFalse();
    }

    [Theory]
    [InlineData(RotationStepKind.Proven)]
    [InlineData(RotationStepKind.Written)]
    [InlineData(RotationStepKind.Refused)]
    public async Task An_interrupted_rotation_is_finished_without_the_key_being_asked_for_once_more(RotationStepKind end)
    {
        using var bench = KeyBench.Create("json");
        StoreRotationOptions options = By(bench, bench.Ring.Add(), () =>
        {
            bench.Ring.Remove(bench.Former.Id);
            return true;
        });
        await Should.ThrowAsync<TimeoutException>(() => bench.RotateAsync(step => _ = step.Kind == end ? throw new TimeoutException() : step, options));
        (await bench.WorksAsync()).ShouldBeTrue();

        await bench.RotateAsync(options: new StoreRotationOptions { AskEnded = options.AskEnded });

        (await bench.WorksAsync()).ShouldBeTrue();
        bench.Ring.Ids.ShouldNotContain(bench.Former.Id);
        bench.IsRotating.ShouldBeFalse();
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_next_run_proves_the_end()
    {
        using var bench = KeyBench.Create("json");
        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(options: By(bench, bench.Ring.Add(), null)))).Diagnostic.Id.ShouldBe("DJ7105");
        (await bench.WorksAsync()).ShouldBeTrue();
        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync())).Message.ShouldContain("made by hand");
        bench.Ring.Remove(bench.Former.Id);

        (await bench.RotateAsync(options: new StoreRotationOptions())).Select(step => step.Kind).ShouldBe([RotationStepKind.Resumed, RotationStepKind.Refused]);

        bench.IsRotating.ShouldBeFalse();
    }

    /// <summary>Whoever gives the right back gives the leaked key its force back.</summary>
    [Fact]
    public async Task A_key_that_is_only_denied_a_right_has_not_ended()
    {
        using var bench = KeyBench.Create("json");

        RotationException open = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(
            step => bench.Ring.DeniedId = step.Kind == RotationStepKind.Written ? bench.Former.Id : null, By(bench, bench.Ring.Add(), null)));

        (open.Diagnostic.Id, bench.IsRotating).ShouldBe(("DJ7105", true));
        open.Message.ShouldContain("does not prove");
        bench.Ring.Remove(bench.Former.Id);
        bench.Ring.DeniedId = null;
        (await bench.RotateAsync(options: new StoreRotationOptions())).Select(step => step.Kind).ShouldBe([RotationStepKind.Resumed, RotationStepKind.Refused]);
        bench.IsRotating.ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_does_not_work_is_not_written()
    {
        using var bench = KeyBench.Create("json");

        RotationException failed = await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(options: By(bench, new AccessKeyPair("AKIDFAKENOBODYS1", new Secret("fake-none")), null)));

        (failed.Diagnostic.Id, (await bench.ReadAsync()).Id).ShouldBe(("DJ7103", bench.Former.Id));
        failed.ToString().ShouldNotContain("fake-none");
        bench.IsRotating.ShouldBeFalse();
    }

    [Fact]
    public async Task The_present_key_is_not_a_new_one()
    {
        using var bench = KeyBench.Create("json");

        (await Should.ThrowAsync<RotationException>(() => bench.RotateAsync(options: By(bench, bench.Former, null)))).Diagnostic.Id.ShouldBe("DJ7101");

        bench.IsRotating.ShouldBeFalse();
    }

    private static StoreRotationOptions By(KeyBench bench, AccessKeyPair next, Func<bool>? askEnded) => new()
    {
        Clock = bench.Ring.Clock,
        AskNew = (settings, _) => Task.FromResult<IReadOnlyDictionary<string, Secret>>(
            new Dictionary<string, Secret> { [settings[0]] = new Secret(next.Id), [settings[1]] = next.SecretKey }),
        AskEnded = askEnded is null ? null : (_, _) => Task.FromResult(askEnded()),
    };
}
