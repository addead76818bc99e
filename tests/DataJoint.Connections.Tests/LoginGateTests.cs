using DataJoint.Connections.Logins;

namespace DataJoint.Connections.Tests;

public sealed class LoginGateTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void An_unproven_pair_is_tried_by_one_at_a_time()
    {
        LoginGate gate = new(_clock);
        gate.TryEnter("a", out LoginPermit? first).ShouldBeNull();
        Task wait = gate.TryEnter("a", out LoginPermit? second).ShouldNotBeNull();
        second.ShouldBeNull();
        gate.TryEnter("b", out LoginPermit? other).ShouldBeNull("another pair has nothing to do with it");
        other!.End(LoginOutcome.Unknown);
        first!.End(LoginOutcome.Accepted);
        wait.IsCompleted.ShouldBeTrue();
        for (int i = 0; i < LoginGate.MaxRefusals; i++)
        {
            gate.TryEnter("a", out _).ShouldBeNull();
        }

        gate.TryEnter("a", out _).ShouldNotBeNull("no more at a time than may fail");
    }

    [Fact]
    public void After_three_refusals_a_pair_is_tried_every_ten_minutes()
    {
        LoginGate gate = new(_clock);
        int tried = 0;
        for (int second = 0; second < 30 * 60; second++)
        {
            try
            {
                gate.TryEnter("a", out LoginPermit? permit);
                permit!.End(LoginOutcome.Refused);
                tried++;
            }
            catch (LoginPausedException paused)
            {
                paused.Since.ShouldBe(DateTimeOffset.UnixEpoch);
                paused.Next.ShouldBeGreaterThan(_clock.GetUtcNow());
            }

            _clock.Now += TimeSpan.FromSeconds(1);
        }

        tried.ShouldBe(3 + 2);
    }

    [Fact]
    public void The_other_form_of_a_password_is_tried_at_once_and_only_once()
    {
        LoginGate gate = new(_clock);
        int tried = 0;
        for (int second = 0; second < 9 * 60; second++)
        {
            foreach (bool isOtherForm in (bool[])[false, true])
            {
                try
                {
                    gate.TryEnter("a", out LoginPermit? permit, isOtherForm);
                    permit!.End(LoginOutcome.Refused);
                    tried++;
                }
                catch (LoginPausedException)
                {
                    second.ShouldBeGreaterThan(0, "the first two go without a pause");
                }
            }

            _clock.Now += TimeSpan.FromSeconds(1);
        }

        tried.ShouldBe(LoginGate.MaxRefusals, "all forms of one password count together");
    }

    [Fact]
    public void An_acceptance_forgets_refusals_but_not_one_that_began_before_them()
    {
        LoginGate gate = new(_clock);
        gate.TryEnter("a", out LoginPermit? first);
        first!.End(LoginOutcome.Accepted);
        gate.TryEnter("a", out LoginPermit? early);
        gate.TryEnter("a", out LoginPermit? refused);
        refused!.End(LoginOutcome.Refused);
        early!.End(LoginOutcome.Accepted);
        Should.Throw<LoginPausedException>(() => gate.ThrowIfPaused("a"));
        _clock.Now += TimeSpan.FromMinutes(1);
        gate.TryEnter("a", out LoginPermit? probe).ShouldBeNull();
        probe!.End(LoginOutcome.Accepted);
        gate.ThrowIfPaused("a");
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
