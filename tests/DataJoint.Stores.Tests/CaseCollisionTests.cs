using DataJoint.Stores.Files;

namespace DataJoint.Stores.Tests;

/// <summary>What is done where the file system folds names, which the machines that run these tests need not do.</summary>
public sealed class CaseCollisionTests
{
    [Theory]
    [InlineData("readme.txt", "README.txt")]
    [InlineData("a/readme", "a/Readme")]
    [InlineData("Data/x", "data/x")]
    [InlineData("Data/sub/x", "data/sub/x")]
    [InlineData("é", "e\u0301")]
    [InlineData("a/e\u0301/x", "a/é/x")]
    public void Another_spelling_of_an_object_is_found_out(string kept, string asked) =>
        CaseCollision.Find(new FoldingTree(kept, "other"), asked).ShouldNotBeNull();

    [Theory]
    [InlineData("readme.txt")]
    [InlineData("a/é/x")]
    [InlineData("A/e\u0301")]
    [InlineData("123/456")]
    public void The_very_spelling_is_no_twin(string name) => CaseCollision.Find(new FoldingTree(name, "other"), name).ShouldBeNull();

    [Fact]
    public void The_twin_is_named_when_it_is_known() =>
        CaseCollision.Find(new FoldingTree("a/README"), "a/readme").ShouldBe("'a/README'");

    [Fact]
    public void No_folder_is_read_for_a_name_without_letters()
    {
        var tree = new FoldingTree("2024/01.02");

        CaseCollision.Find(tree, "2024/01.02").ShouldBeNull();

        tree.FoldersRead.ShouldBe(0);
    }
}
