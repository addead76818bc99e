using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>What is known of an upload that was broken off.</summary>
internal sealed class UploadNote(Secret session, string? writeToken, long sent, Checksum sum)
{
    private const int Version = 1;

    /// <summary>The session's address. Who has it can write the object, so it is a secret.</summary>
    public Secret Session => session;

    /// <summary>The token of the write, where it has one.</summary>
    public string? WriteToken => writeToken;

    /// <summary>How many bytes the store has taken for sure.</summary>
    public long Sent => sent;

    /// <summary>Their CRC-32C.</summary>
    public Checksum Sum => sum;

    /// <summary>Understands a note; <see langword="null"/> when it is none.</summary>
    public static UploadNote? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            byte[] sum = Convert.FromHexString(root.GetProperty("crc32c").GetString()!);
            long sent = root.GetProperty("sent").GetInt64();
            return root.GetProperty("version").GetInt32() == Version && sum.Length == sizeof(uint) && sent >= 0
                ? new UploadNote(
                    new Secret(root.GetProperty("session").GetString()!),
                    root.GetProperty("mark").GetString(),
                    sent,
                    new Checksum(ChecksumKind.Crc32C, sum))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The note as it is kept; it holds the session's address.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("session", session.Reveal());
            json.WriteString("mark", writeToken);
            json.WriteNumber("sent", sent);
            json.WriteString("crc32c", Convert.ToHexStringLower(sum.Value.Span));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
