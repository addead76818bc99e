namespace DataJoint.Configuration.Tests;

public sealed class ConfigurationExceptionTests
{
    [Fact]
    public void The_message_lists_every_error_with_place_and_hint()
    {
        using TestProject project = new();
        string message = project.WithProjectFile("{ \"database.port\": 0,\n  \"databse\": 1, \"loglevel\": \"EROR\" }").Fail().Message;
        message.Replace("\r\n", "\n").ShouldBe(
            """
            The configuration could not be loaded: 2 problems.
              datajoint.json:1:20: error DJ1003: database.port: expected a whole number from 1 to 65535, found "0"
              datajoint.json:2:29: error DJ1003: loglevel: expected one of DEBUG, INFO, WARNING, ERROR, CRITICAL, found "EROR" (Did you mean ERROR?)
            """.Replace("\r\n", "\n"));
    }

    [Fact]
    public void Warnings_are_in_the_diagnostics_and_not_in_the_message()
    {
        using TestProject project = new();
        ConfigurationException failure = project.WithProjectFile("""{ "databse": 1, "database.port": 0 }""").Fail();
        failure.Diagnostics.Count.ShouldBe(2);
        failure.Message.ShouldNotContain("databse");
        failure.InnerException.ShouldBeNull();
    }

    [Fact]
    public void A_long_list_is_cut()
    {
        using TestProject project = new();
        string json = "{" + string.Join(",", Enumerable.Range(0, 50).Select(i => $"\"stores.s{i}.token_length\":0")) + "}";
        ConfigurationException failure = project.WithProjectFile(json).Fail();
        failure.Diagnostics.Count.ShouldBe(50);
        failure.Message.Split('\n').Length.ShouldBe(22);
        failure.Message.ShouldContain("the rest is in Diagnostics");
    }

    [Fact]
    public void It_needs_diagnostics() => Should.Throw<ArgumentNullException>(() => new ConfigurationException(null!));

    [Fact]
    public void It_tells_of_its_first_error_as_all_exceptions_of_ours_do()
    {
        using TestProject project = new();
        ConfigurationException failure = project.WithProjectFile("""{ "databse.host": "a", "database.port": "x", "jobs": 1 }""").Fail();

        IDataJointException one = failure.ShouldBeAssignableTo<IDataJointException>()!;
        one.Diagnostic.ShouldBeSameAs(failure.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
        one.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Without_an_error_it_still_has_a_diagnostic() =>
        new ConfigurationException([]).Diagnostic.Id.ShouldBe(DiagnosticIds.ConfigurationInvalid);
}
