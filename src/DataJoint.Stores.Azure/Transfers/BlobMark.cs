using Azure;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>The mark of a version: listings give it without the quotes that headers have around it.</summary>
internal static class BlobMark
{
    public static string From(ETag mark) => mark.ToString("G").Trim('"');

    public static ETag ToETag(string mark) => new($"\"{mark}\"");
}
