using System.Xml.Linq;

namespace DataJoint.Architecture.Tests;

/// <summary>One .csproj as it is written.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    public ProjectFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        _xml = XDocument.Parse(Repository.Read(path));
    }

    public string Path { get; }

    public string Name { get; }

    public IReadOnlyList<string> ProjectReferences =>
        [.. _xml.Descendants("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(Included(reference).Replace('\\', '/')))];

    public IReadOnlyList<string> PackageReferences =>
        [.. _xml.Descendants("PackageReference").Where(reference => reference.Attribute("Include") is not null).Select(Included)];

    public override string ToString() => Path;

    private static string Included(XElement element) => element.Attribute("Include")!.Value;
}
