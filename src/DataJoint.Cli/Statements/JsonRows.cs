using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Statements;

/// <summary>A result as a JSON document, version 1, one row a line. It is whole and valid after a failure too.</summary>
internal sealed class JsonRows(TextWriter output, IReadOnlyList<Diagnostic> found) : IRowWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private IReadOnlyList<ResultColumn>? _columns;
    private string _separator = "\n    ";

    public void Begin(IReadOnlyList<ResultColumn> columns)
    {
        _columns = columns;
        output.Write("{\n  \"version\": 1,\n  \"columns\": [");
        string separator = "\n    ";
        foreach (ResultColumn column in columns)
        {
            output.Write(separator);
            WriteObject(json =>
            {
                json.WriteString("name", column.Name);
                json.WriteString("type", column.Type);
            });
            separator = ",\n    ";
        }

        output.Write("\n  ],\n  \"rows\": [");
    }

    public void Write(Cell[] row)
    {
        output.Write(_separator);
        _separator = ",\n    ";
        WriteObject(json =>
        {
            for (int i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(_columns![i].Name);
                WriteValue(json, row[i]);
            }
        });
    }

    public void End(StatementOutcome outcome)
    {
        if (_columns is null)
        {
            output.Write("{\n  \"version\": 1,\n  \"columns\": [],\n  \"rows\": [],\n");
        }
        else
        {
            output.Write("\n  ],\n");
        }

        string rest = Serialize(
            json =>
            {
                WriteNumber(json, "rowCount", outcome.Rows);
                WriteNumber(json, "affected", outcome.Affected);
                if (outcome.Failure is not null)
                {
                    DiagnosticJson.WriteError(json, outcome.Failure.Diagnostic.Id, outcome.Failure.Diagnostic.Message);
                }

                DiagnosticJson.WriteMember(json, [.. found, .. outcome.Diagnostics]);
            },
            Options with { Indented = true, NewLine = "\n" });
        output.Write(rest.AsSpan(2)); // without the brace that opened the document
        output.Write('\n');
    }

    private static void WriteValue(Utf8JsonWriter json, Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Null:
                json.WriteNullValue();
                break;
            case CellKind.Boolean:
                json.WriteBooleanValue(cell.Text == "true");
                break;
            case CellKind.Number:
                json.WriteRawValue(cell.Text); // with all its digits
                break;
            default:
                json.WriteStringValue(cell.Text);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is long value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteObject(Action<Utf8JsonWriter> members) => output.Write(Serialize(members, Options));

    private string Serialize(Action<Utf8JsonWriter> members, JsonWriterOptions options)
    {
        _buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_buffer, options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }
}
