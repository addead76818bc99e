using System.Text.Json.Nodes;
using CsCheck;

namespace DataJoint.Configuration.Editing.Tests;

/// <summary>What holds for every old file whatever.</summary>
public sealed class MigrationLaws
{
    private static readonly Gen<string> Key = AnyOf(
        "database.host", "database.port", "database.user", "database.password", "database.use_tls", "database", "database_prefix", "loglevel",
        "safemode", "display.limit", "stores", "stores.default", "stores.raw.location", "custom", "custom.lab", "lab", "external", "external-raw",
        "connection.init_function", "cache", "api_token", "protocol", "location", "secret_key", "subfolding", "ca", "a.b", "", " ", "$schema", "\u0007\"\\", "ключ");

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        AnyOf("text", "", "CANARY", " CANARY ", "a\nb", "0123", "s3", "file", "localhost:3307", "nul\0nul", "é😀").Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int[-2, 70_000].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const(0.5).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Const(0).Select(_ => (JsonNode?)null));

    [Fact]
    public void A_migrated_project_loads_and_has_nothing_left_to_migrate() =>
        Object(3).Sample(
            old =>
            {
                string text = old!.ToJsonString();
                using OldProject project = new(text);
                MigrationPlan plan = project.Plan();
                plan.Apply();
                project.Files.Diagnose().ShouldAllBe(found => found.Severity != DiagnosticSeverity.Error);
                project.Plan().Steps.Where(step => step.IsWritten).Select(step => step.ToString()).ShouldBeEmpty();
                plan.Steps.Count.ShouldBeGreaterThanOrEqualTo(old.AsObject().Count(member => member.Value is not JsonObject));
            },
            iter: 150);

    [Fact]
    public void No_value_with_the_name_of_a_credential_reaches_the_project_file() =>
        Object(3).Sample(
            old =>
            {
                // Only under these names may the word stand: everywhere else it is an ordinary text.
                string text = Rename(old!.DeepClone(), isSecret: false, Place.Root)!.ToJsonString();
                using OldProject project = new(text);
                project.Migrated();
                if (project.Has("datajoint.json"))
                {
                    project.Text("datajoint.json").ShouldNotContain("CANARY");
                }
            },
            iter: 100);

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<JsonNode?> Object(int depth)
    {
        Gen<JsonNode?> value = depth == 0 ? Leaf : Gen.OneOf(Leaf, Leaf, Array(depth - 1), Object(depth - 1));
        return Gen.Select(Key, value).Array[0, 6].Select(members =>
        {
            JsonObject made = [];
            foreach ((string name, JsonNode? member) in members)
            {
                made[name] = member?.DeepClone();
            }

            return (JsonNode?)made;
        });
    }

    private static Gen<JsonNode?> Array(int depth) =>
        (depth == 0 ? Leaf : Gen.OneOf(Leaf, Object(depth - 1))).Array[0, 3]
            .Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));

    /// <summary>In the group of stores names are those of stores.</summary>
    private static JsonNode? Rename(JsonNode? node, bool isSecret, Place place = Place.Elsewhere)
    {
        switch (node)
        {
            case JsonObject group:
                foreach (string name in group.Select(member => member.Key).ToList())
                {
                    bool isStore = place == Place.Stores && group[name] is JsonObject;
                    bool isCredential = name is "secret_key" or "api_token" or "database.password" && !isStore;
                    group[name] = Rename(group[name]?.DeepClone(), isSecret || isCredential, place == Place.Root && name == "stores" ? Place.Stores : Place.Elsewhere);
                }

                return group;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    list[i] = Rename(list[i]?.DeepClone(), isSecret);
                }

                return list;
            case JsonValue value when !isSecret && value.ToString().Contains("CANARY", StringComparison.Ordinal):
                return JsonValue.Create("plain");
            default:
                return node;
        }
    }

    private enum Place
    {
        Elsewhere,
        Root,
        Stores,
    }
}
