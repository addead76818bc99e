using System.Text.Json.Serialization;

namespace DataJoint.Operations.Incidents;

/// <summary>How a journal is written, and what is sealed in it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IncidentJournal))]
[JsonSerializable(typeof(SealedIncident))]
internal sealed partial class IncidentJson : JsonSerializerContext;
