namespace DataJoint.Checks.Tests;

public sealed class CheckOutcomeTests
{
    [Fact]
    public void An_outcome_holds_no_control_character()
    {
        var outcome = CheckOutcome.Fail("in \u001b[31mroot", "look at \u001b]0;x\u0007");

        outcome.Message.ShouldBe("in \\u001b[31mroot");
        outcome.Hint.ShouldBe("look at \\u001b]0;x\\u0007");
    }

    [Fact]
    public void An_outcome_prints_its_status_message_and_remedy()
    {
        CheckOutcome.Pass("all is well").ToString().ShouldBe("Pass: all is well");
        CheckOutcome.Skip("no git", "Install git.").ToString().ShouldBe("Skip: no git (Install git.)");
    }
}
