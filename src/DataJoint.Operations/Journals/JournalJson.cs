using System.Text.Json.Serialization;

namespace DataJoint.Operations.Journals;

/// <summary>How a journal is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RotationJournal))]
internal sealed partial class JournalJson : JsonSerializerContext;
