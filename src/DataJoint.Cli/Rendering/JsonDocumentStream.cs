using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes one JSON object on standard output piece by piece, so that a long list is seen as it grows and takes no memory.</summary>
internal sealed class JsonDocumentStream : IDisposable
{
    private readonly TextWriter _output;
    private readonly MemoryStream _buffer = new();

    public JsonDocumentStream(TextWriter output)
    {
        _output = output;
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Json.WriteStartObject();
        Json.WriteNumber("version", 1);
    }

    /// <summary>Writes members of the object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Passes on what was written so far.</summary>
    public void PassOn()
    {
        Json.Flush();
        _output.Write(Encoding.UTF8.GetString(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length)));
        _buffer.SetLength(0);
    }

    /// <summary>Ends the object, also where something ended the list in it before its time.</summary>
    public void Dispose()
    {
        if (Json.CurrentDepth > 1)
        {
            Json.WriteEndArray();
        }

        Json.WriteEndObject();
        PassOn();
        _output.Write('\n');
        Json.Dispose();
        _buffer.Dispose();
    }
}
