using System.Text.Json.Serialization;

namespace DataJoint.Operations.Journals;

/// <summary>How a journal is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RotationJournal))]
[JsonSerializable(typeof(KeyJournal))]
internal sealed partial class JournalJson : JsonSerializerContext;
