using System.Text.Json;

namespace DataJoint.Conformance.Tests;

public sealed class ValueMatchTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1", "1.0")]
    [InlineData("1e2", "100")]
    [InlineData("1e400", "1e400")]
    [InlineData("\"a\"", "\"\\u0061\"")]
    [InlineData("null", "null")]
    [InlineData("[1, {\"a\": true}]", "[1, {\"a\": true}]")]
    [InlineData("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}")]
    [InlineData("{\"$other\": 1}", "{\"$other\": 1}")]
    [InlineData("{\"$match\": \"^b$\"}", "\"a\\nb\"")]
    [InlineData("{\"$in\": [1, {\"$match\": \"x\"}]}", "\"xyz\"")]
    [InlineData("{\"$contains\": {\"$type\": \"integer\"}}", "[\"a\", 3]")]
    [InlineData("{\"$length\": 2}", "[1, 2]")]
    [InlineData("{\"$length\": 2}", "\"é😀\"")]
    [InlineData("{\"$type\": \"number\"}", "1.5")]
    [InlineData("{\"$type\": \"boolean\"}", "false")]
    [InlineData("{\"$type\": \"null\"}", "null")]
    [InlineData("[{\"$type\": \"string\"}]", "[\"a\"]")]
    public void Values_are_the_same(string expected, string actual) => ValueMatch.Same(Json(expected), Json(actual)).ShouldBeTrue();

    [Theory]
    [InlineData("1", "true")]
    [InlineData("1", "\"1\"")]
    [InlineData("true", "false")]
    [InlineData("null", "false")]
    [InlineData("\"a\"", "\"A\"")]
    [InlineData("[1]", "[1, 2]")]
    [InlineData("{\"a\": 1}", "{\"a\": 1, \"b\": 2}")]
    [InlineData("{\"$match\": \"1\"}", "1")]
    [InlineData("{\"$in\": [1, 2]}", "3")]
    [InlineData("{\"$contains\": 1}", "\"1\"")]
    [InlineData("{\"$length\": 1}", "7")]
    [InlineData("{\"$type\": \"integer\"}", "1.0")]
    [InlineData("{\"$type\": \"integer\"}", "true")]
    [InlineData("{\"$absent\": true}", "null")]
    public void Values_differ(string expected, string actual) => ValueMatch.Same(Json(expected), Json(actual)).ShouldBeFalse();

    [Fact]
    public void What_is_not_there_is_absent_and_nothing_else()
    {
        ValueMatch.Same(Json("{\"$absent\": true}"), default).ShouldBeTrue();
        ValueMatch.Same(Json("{\"$in\": [false, {\"$absent\": true}]}"), default).ShouldBeTrue();
        ValueMatch.Same(Json("null"), default).ShouldBeFalse();
        ValueMatch.Same(Json("{\"$type\": \"null\"}"), default).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "object")]
    [InlineData("/a/1/b~1c", "string")]
    [InlineData("/~0", "null")]
    public void Pointer_leads_to_a_value(string pointer, string type) =>
        ValueMatch.Same(Json($"{{\"$type\": \"{type}\"}}"), JsonPointer.Follow(Document, pointer)).ShouldBeTrue();

    [Theory]
    [InlineData("/b")]
    [InlineData("/a/2")]
    [InlineData("/a/-1")]
    [InlineData("/a/x")]
    [InlineData("/~0/x")]
    [InlineData("/a/1/b~1c/0")]
    public void Pointer_leads_nowhere(string pointer) =>
        JsonPointer.Follow(Document, pointer).ValueKind.ShouldBe(JsonValueKind.Undefined);

    private static JsonElement Document => Json("{\"a\": [1, {\"b/c\": \"x\"}], \"~\": null}");

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
