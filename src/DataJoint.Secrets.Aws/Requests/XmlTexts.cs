using System.Xml;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>The texts of a small XML document by the names of their elements.</summary>
internal static class XmlTexts
{
    /// <exception cref="XmlException">It is none.</exception>
    public static IReadOnlyDictionary<string, string> Read(byte[] document)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        string name = "";
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                name = reader.LocalName;
            }
            else if (reader.NodeType == XmlNodeType.Text)
            {
                texts.TryAdd(name, reader.Value);
            }
        }

        return texts;
    }
}
