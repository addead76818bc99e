using System.Text.Json;
using DataJoint.Stores;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes what is known about an object as the JSON documents have it.</summary>
internal static class ObjectJson
{
    /// <summary>Writes the members of an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ObjectInfo info)
    {
        json.WriteString("name", info.Name);
        json.WriteNumber("size", info.Size);
        json.WriteString("modified", info.Modified.UtcDateTime);
        json.WriteString("etag", info.ETag);
    }

    /// <summary>Writes a document about one object.</summary>
    public static void Write(Utf8JsonWriter json, string store, ObjectInfo info, Checksum? checksum)
    {
        json.WriteNumber("version", 1);
        json.WriteString("store", store);
        WriteMembers(json, info);
        json.WriteString("checksum", checksum?.ToString());
    }
}
