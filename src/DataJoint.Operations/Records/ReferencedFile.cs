using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Configuration.Secrets;
using DataJoint.Secrets.Local;
using DataJoint.Secrets.Managers;

namespace DataJoint.Operations.Records;

/// <summary>A file that <c>ref+file</c> names: the text is all of it, or stands in a field of its JSON.</summary>
internal sealed class ReferencedFile
{
    private const string Scheme = "file";

    private static readonly JsonWriterOptions Form = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;

    private ReferencedFile(string path) => _path = path;

    /// <summary>The file that references lead to.</summary>
    /// <returns>Null when one of them leads elsewhere.</returns>
    /// <exception cref="RotationException">They lead to several files, or to one that holds only one text.</exception>
    public static ReferencedFile? Find(IReadOnlyList<BoundReference> references)
    {
        if (!references.All(reference => reference.Scheme == Scheme))
        {
            return null;
        }

        string[] files =
            [.. references.Select(reference => FileSecrets.Find(reference.Reference.Path, reference.Context))
                .OfType<string>().Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        return files is [string file] && (references.Count == 1 || references.All(reference => reference.Reference.Field.Length > 0))
            ? new ReferencedFile(file)
            : throw new RotationException(
                RotationRules.Impossible, $"the credentials are kept in several files ({string.Join(", ", files.Select(RecordFile.Show))}), which cannot be written at once",
                "Keep both in one JSON file, and let the references name its fields: ref+file://PATH#/FIELD.");
    }

    /// <summary>Writes what is there once more: a file of a read-only mount, or of somebody else's, is found out now.</summary>
    public void Check() => RecordFile.Write(_path, Read());

    /// <summary>Writes all of the texts with one replacement.</summary>
    /// <exception cref="SecretException">The file has no such field.</exception>
    public void Write(IReadOnlyList<KeyValuePair<string, Secret>> texts)
    {
        Secret present = new(Encoding.UTF8.GetString(Read()));
        Secret next = texts
            .Select(text => (SecretReference.TryParse(text.Key, out SecretReference? reference, out _) ? reference : throw new ArgumentException("No reference.", nameof(texts)), text.Value))
            .Aggregate(present, SecretField.Put);
        RecordFile.Write(_path, Format(next.Reveal(), present.Reveal().Contains('\n', StringComparison.Ordinal) && !ReferenceEquals(next, texts[0].Value)));
    }

    private byte[] Read() => RecordFile.Read(_path, FileSecrets.MaxBytes);

    /// <summary>A document of several lines stays one.</summary>
    private static byte[] Format(string text, bool isIndented)
    {
        if (!isIndented)
        {
            return Encoding.UTF8.GetBytes(text + "\n");
        }

        ArrayBufferWriter<byte> bytes = new();
        using (var document = JsonDocument.Parse(text))
        using (Utf8JsonWriter writer = new(bytes, Form))
        {
            document.WriteTo(writer);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
