namespace DataJoint.Servers.Tests;

/// <summary>Where there is no Docker, at least the words for it can be looked at.</summary>
public sealed class DockerContainerTests
{
    private static readonly DatabaseImage Image = new()
    {
        Name = "example:1",
        Program = "exampled",
        User = "example",
        Port = 4242,
        Environment = ["A=1", "B=two words"],
        IsReady = (_, _) => Task.FromResult(true),
        Instead = "example is missing",
    };

    [Fact]
    public void A_container_listens_on_loopback_only_and_reads_our_files()
    {
        string[] words = [.. DockerContainer.RunWords(Image, "name", "/files", 20_001)];
        words[0].ShouldBe("run");
        Following(words, "--publish").ShouldBe("127.0.0.1:20001:4242");
        Following(words, "--volume").ShouldBe("/files:/datajoint:ro");
        words.Where((_, index) => index > 0 && words[index - 1] == "--env").ShouldBe(Image.Environment);
        words[Array.IndexOf(words, Image.Name)..].ShouldBe(["example:1", "-c", words[^2], "example"]);
    }

    [Fact]
    public async Task Without_docker_the_message_says_what_else_would_do()
    {
        UnavailableException error = await Should.ThrowAsync<UnavailableException>(DockerContainer.RequireAsync(Image, "/nowhere/docker", CancellationToken.None));
        error.Reason.ShouldStartWith("example is missing, and ");
    }

    private static string Following(string[] words, string option) => words[Array.IndexOf(words, option) + 1];
}
