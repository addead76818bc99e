using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Reads case files.</summary>
internal static class CaseFile
{
    // A key twice in one object is nearly always an expectation that is silently lost.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Every case of every file; what cannot be read or is written wrongly becomes an entry with a problem.</summary>
    public static IReadOnlyList<CaseEntry> ReadAll(IEnumerable<string> files)
    {
        var entries = new List<CaseEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            foreach (CaseEntry entry in Read(Path.GetFileName(file), File.ReadAllText(file)))
            {
                entries.Add(names.Add(entry.Name) ? entry : Taken(entry, file));
            }
        }

        return entries;
    }

    public static IEnumerable<CaseEntry> Read(string file, string text)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            return [new CaseEntry(file, null, $"{file}: {exception.Message}")];
        }

        return root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().Select((description, index) => Read(file, index + 1, description)).ToList()
            : [new CaseEntry(file, null, $"{file}: a case file is a JSON array of cases")];
    }

    private static CaseEntry Read(string file, int number, JsonElement description)
    {
        JsonElement named = description.ValueKind == JsonValueKind.Object ? description.MemberOrNull("name") : JsonElementExtensions.Null;
        string name = named.ValueKind == JsonValueKind.String ? named.GetString()! : $"case {number} of {file}";
        try
        {
            CaseFormat.Check(description);
            return new CaseEntry(name, new ConformanceCase(description), null);
        }
        catch (InvalidCaseException exception)
        {
            return new CaseEntry(name, null, $"{file}: {exception.Message}");
        }
    }

    private static CaseEntry Taken(CaseEntry entry, string file) =>
        new($"{entry.Name} ({Path.GetFileName(file)})", null, $"{Path.GetFileName(file)}: the name is already taken");
}
