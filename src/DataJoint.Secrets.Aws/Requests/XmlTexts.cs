using System.Xml;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>The texts of a small XML document by the names of their elements.</summary>
internal static class XmlTexts
{
    /// <exception cref="XmlException">It is none.</exception>
    public static IReadOnlyDictionary<string, string> Read(byte[] document) => Read(document, item: null)[0];

    /// <summary>The texts of each element of a name, by the names of the elements in it.</summary>
    /// <exception cref="XmlException">It is none.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ReadItems(byte[] document, string item) => Read(document, item)[1..];

    /// <summary>First what is in no item, then each item.</summary>
    private static List<Dictionary<string, string>> Read(byte[] document, string? item)
    {
        List<Dictionary<string, string>> texts = [new(StringComparer.Ordinal)];
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        string name = "";
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                name = reader.LocalName;
                if (name == item)
                {
                    texts.Add(new(StringComparer.Ordinal));
                }
            }
            else if (reader.NodeType == XmlNodeType.Text)
            {
                texts[^1].TryAdd(name, reader.Value);
            }
        }

        return texts;
    }
}
