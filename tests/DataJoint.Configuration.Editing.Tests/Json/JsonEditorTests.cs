using System.Text;
using DataJoint.Configuration.Editing.Json;

namespace DataJoint.Configuration.Editing.Tests;

public sealed class JsonEditorTests
{
    [Theory]
    [InlineData("{\"database.host\":\"a\"}", "{\"database.host\":\"b\"}")]
    [InlineData("{ \"database\": { \"host\": \"a\" } }", "{ \"database\": { \"host\": \"b\" } }")]
    [InlineData("{\r\n\t\"database\" : {\t\"host\" :\"a\" /* c */ , } ,\r\n}", "{\r\n\t\"database\" : {\t\"host\" :\"b\" /* c */ , } ,\r\n}")]
    [InlineData("{ \"database.host\": null }", "{ \"database.host\": \"b\" }")]
    [InlineData("\ufeff// top\n{ \"database.host\": \"a\" } // end", "\ufeff// top\n{ \"database.host\": \"b\" } // end")]
    [InlineData("{ \"database.host\": \"x\", \"database\": { \"host\": \"a\" } }", "{ \"database.host\": \"x\", \"database\": { \"host\": \"b\" } }")]
    [InlineData("{ \"database.host\": \"a\", \"database\": { \"host\": null } }", "{ \"database.host\": \"b\", \"database\": { \"host\": null } }")]
    public void A_value_that_stands_there_is_replaced_and_nothing_else(string before, string after) =>
        Set(before, "database.host", "\"b\"").ShouldBe(after);

    [Theory]
    [InlineData("{}", "{\n  \"database.host\": \"b\"\n}")]
    [InlineData("{ }\r\n", "{\r\n  \"database.host\": \"b\"\r\n}\r\n")]
    [InlineData("{\n}\n", "{\n  \"database.host\": \"b\"\n}\n")]
    [InlineData("{\n  // nothing yet\n}\n", "{\n  // nothing yet\n  \"database.host\": \"b\"\n}\n")]
    [InlineData("{ /* x */ }", "{ /* x */ \n  \"database.host\": \"b\"\n}")]
    [InlineData("{ \"safemode\": true }", "{ \"safemode\": true, \"database.host\": \"b\" }")]
    [InlineData("{ \"safemode\": true, }", "{ \"safemode\": true, \"database.host\": \"b\", }")]
    [InlineData("{\n    \"safemode\": true\n}\n", "{\n    \"safemode\": true,\n    \"database.host\": \"b\"\n}\n")]
    [InlineData("{\n\t\"safemode\": true,\n}\n", "{\n\t\"safemode\": true,\n\t\"database.host\": \"b\",\n}\n")]
    [InlineData("{\r\n  \"safemode\": true // why\r\n}", "{\r\n  \"safemode\": true, // why\r\n  \"database.host\": \"b\"\r\n}")]
    [InlineData("{\n  \"safemode\": true }", "{\n  \"safemode\": true,\n  \"database.host\": \"b\" }")]
    [InlineData("{\n  \"database.port\": 1, // here\n  \"safemode\": true\n}", "{\n  \"database.port\": 1, // here\n  \"database.host\": \"b\",\n  \"safemode\": true\n}")]
    [InlineData("{\n  \"database\": {\n    \"port\": 1\n  }\n}", "{\n  \"database\": {\n    \"port\": 1,\n    \"host\": \"b\"\n  }\n}")]
    [InlineData("{ \"database\": {} }", "{ \"database\": {\n    \"host\": \"b\"\n  } }")]
    [InlineData("{ \"database\": null }", "{ \"database\": null, \"database.host\": \"b\" }")]
    public void A_new_value_goes_where_its_kind_is_in_the_style_of_the_file(string before, string after) =>
        Set(before, "database.host", "\"b\"").ShouldBe(after);

    [Theory]
    [InlineData("{}", "{\n  \"stores\": {\n    \"main\": {\n      \"bucket\": \"b\"\n    }\n  }\n}")]
    [InlineData("{\n  \"stores\": {\n    \"default\": \"main\"\n  }\n}", "{\n  \"stores\": {\n    \"default\": \"main\",\n    \"main\": {\n      \"bucket\": \"b\"\n    }\n  }\n}")]
    [InlineData("{\n  \"stores\": {\n    \"main\": {\n      \"protocol\": \"s3\"\n    }\n  }\n}",
        "{\n  \"stores\": {\n    \"main\": {\n      \"protocol\": \"s3\",\n      \"bucket\": \"b\"\n    }\n  }\n}")]
    [InlineData("{ \"stores.main.protocol\": \"s3\" }", "{ \"stores.main.protocol\": \"s3\", \"stores.main.bucket\": \"b\" }")]
    [InlineData("{ \"stores.main\": { \"protocol\": \"s3\" } }", "{ \"stores.main\": { \"protocol\": \"s3\", \"bucket\": \"b\" } }")]
    public void Stores_are_nested_as_Python_reads_them(string before, string after) =>
        Set(before, "stores.main.bucket", "\"b\"").ShouldBe(after);

    [Theory]
    [InlineData("{\"database.host\":\"a\"}", "{}")]
    [InlineData("{ \"database.host\": \"a\", \"safemode\": true }", "{ \"safemode\": true }")]
    [InlineData("{ \"safemode\": true, \"database.host\": \"a\" }", "{ \"safemode\": true }")]
    [InlineData("{\n  \"database.host\": \"a\",\n  \"safemode\": true\n}\n", "{\n  \"safemode\": true\n}\n")]
    [InlineData("{\n  \"safemode\": true,\n  \"database.host\": \"a\"\n}\n", "{\n  \"safemode\": true\n}\n")]
    [InlineData("{\r\n  \"safemode\": true,\r\n  \"database.host\": \"a\"\r\n}\r\n", "{\r\n  \"safemode\": true\r\n}\r\n")]
    [InlineData("{\n  \"safemode\": true, // kept\n  \"database.host\": \"a\",\n}\n", "{\n  \"safemode\": true, // kept\n}\n")]
    [InlineData("{\n  // above\n  \"database.host\": \"a\", // beside\n  \"safemode\": true\n}\n", "{\n  // above\n  // beside\n  \"safemode\": true\n}\n")]
    [InlineData("{\n  \"database.host\": \"a\",\n  \"database\": { \"host\": \"c\", \"port\": 1 }\n}", "{\n  \"database\": { \"port\": 1 }\n}")]
    [InlineData("{\n  \"database\": {\n    \"host\": \"a\"\n  }\n}", "{\n  \"database\": {\n  }\n}")]
    [InlineData("{\n    \"database.host\": \"a\"\n  , \"safemode\": true\n}", "{\n    \"safemode\": true\n}")]
    [InlineData("{\n    \"loglevel\": \"INFO\"\n  , \"database.host\": \"a\"\n  , \"safemode\": true\n}", "{\n    \"loglevel\": \"INFO\"\n  , \"safemode\": true\n}")]
    [InlineData("{\n    \"safemode\": true\n  , \"database.host\": \"a\"\n}\n", "{\n    \"safemode\": true\n}\n")]
    [InlineData("{\r\n    \"safemode\": true // kept\r\n  , \"database.host\": \"a\"\r\n}", "{\r\n    \"safemode\": true // kept\r\n}")]
    [InlineData("{ \"safemode\": true\n, \"database.host\": \"a\" }", "{ \"safemode\": true }")]
    [InlineData("{\n    \"loglevel\": \"INFO\"\n  , \"database.host\": \"a\" // why\n  , \"safemode\": true\n}", "{\n    \"loglevel\": \"INFO\"\n  ,  // why\n  \"safemode\": true\n}")]
    [InlineData("{ \"database.host\": \"a\" /* why */, \"safemode\": true }", "{  /* why */\"safemode\": true }")]
    [InlineData("{ \"safemode\": true // kept\n, \"database.host\": \"a\" }", "{ \"safemode\": true // kept\n }")]
    [InlineData("{ \"safemode\": true // kept\r\n, \"database.host\": \"a\" }", "{ \"safemode\": true // kept\r\n }")]
    [InlineData("{ \"safemode\": true // kept\n, \"database.host\": \"a\" /* x\n y */ }", "{ \"safemode\": true // kept\n /* x\n y */ }")]
    public void A_value_is_removed_with_its_line_and_wherever_it_stands(string before, string after)
    {
        byte[] result = JsonEditor.Unset(Bytes(before), "database.host", out bool removed);

        removed.ShouldBeTrue();
        Text(result).ShouldBe(after);
    }

    [Theory]
    [InlineData("database.tls", "{\n  \"database.tls.ca\": \"a\",\n  \"database\": { \"tls\": { \"cert\": \"b\" }, \"tls.key\": \"c\", \"tlsx\": 1 }\n}",
        "{\n  \"database\": { \"tlsx\": 1 }\n}")]
    [InlineData("stores.main", "{ \"stores.main.protocol\": \"s3\", \"stores\": { \"main\": {}, \"main2\": {} }, \"stores.main\": {} }", "{ \"stores\": { \"main2\": {} } }")]
    [InlineData("custom.a", "{ \"custom.a\": 1, \"custom.a.b\": 2 }", "{ \"custom.a.b\": 2 }")]
    public void Of_a_group_or_a_store_all_that_stands_there_is_removed(string key, string before, string after)
    {
        byte[] result = JsonEditor.Unset(Bytes(before), key, out bool removed);

        removed.ShouldBeTrue();
        Text(result).ShouldBe(after);
    }

    [Fact]
    public void Removing_what_is_not_there_changes_nothing()
    {
        byte[] before = Bytes("{ \"database\": { \"hosts\": 1 } }");

        JsonEditor.Unset(before, "database.host", out bool removed).ShouldBeSameAs(before);

        removed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ \"a\" 1 }")]
    [InlineData("{ \"a\": 1 \"b\": 2 }")]
    [InlineData("{ \"a\": 1 } }")]
    [InlineData("{ \"a\": [1, }")]
    [InlineData("{ \"a\": \"x }")]
    [InlineData("{ /* }")]
    public void A_text_that_is_not_JSON_is_refused(string text) =>
        Should.Throw<JsonEditFault>(() => JsonEditor.Set(Bytes(text), "database.host", "\"b\""));

    private static string Set(string before, string key, string json) => Text(JsonEditor.Set(Bytes(before), key, json));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    [Theory]
    [InlineData("{ \"x\": [1, \"database.host\": \"a\", \"y\": 2] }")]
    [InlineData("{ \"x\": [1 }, \"y\": [2] }")]
    [InlineData("{ \"x\": [{ \"a\": 1 ] }")]
    public void A_bracket_that_is_missing_is_refused_before_members_behind_it_are_taken_for_the_array(string json) =>
        Should.Throw<JsonEditFault>(() => JsonEditor.Set(System.Text.Encoding.UTF8.GetBytes(json), "loglevel", "\"INFO\""));
}
