using System.Text.Json.Serialization;

namespace Laboratory;

/// <summary>What is written and read, without reflection: a native program has none.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(Failure))]
internal sealed partial class Json : JsonSerializerContext;
