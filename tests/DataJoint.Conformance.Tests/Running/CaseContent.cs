using System.Text;
using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>The bytes that a content stands for: text, base64 or a repeated text.</summary>
internal static class CaseContent
{
    public static byte[] Bytes(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return Encoding.UTF8.GetBytes(content.GetString()!);
        }

        if (content.TryGetProperty("base64", out JsonElement encoded))
        {
            return encoded.GetBytesFromBase64();
        }

        byte[] unit = Encoding.UTF8.GetBytes(content.GetProperty("repeat").GetString()!);
        byte[] bytes = new byte[unit.Length * content.GetProperty("times").GetInt32()];
        for (int at = 0; at < bytes.Length; at += unit.Length)
        {
            unit.CopyTo(bytes, at);
        }

        return bytes;
    }
}
