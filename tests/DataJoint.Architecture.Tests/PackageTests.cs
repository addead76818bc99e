using System.Text.Json;
using System.Xml.Linq;

namespace DataJoint.Architecture.Tests;

public sealed class PackageTests
{
    private const string Decision = "docs/decisions/0001-dependencies.md";

    private static readonly string[] BuildOnly =
    [
        "Microsoft.CodeAnalysis.BannedApiAnalyzers",
        "Microsoft.CodeAnalysis.PublicApiAnalyzers",
        "Microsoft.NET.ILLink.Tasks",
    ];

    private static IEnumerable<XElement> Pins => XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion");

    [Fact]
    public void The_core_depends_on_no_package_on_modern_dotnet()
    {
        using var lockFile = JsonDocument.Parse(Repository.Read("src/DataJoint.Configuration/packages.lock.json"));
        lockFile.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Select(package => package.Name).Except(BuildOnly).ShouldBeEmpty();
    }

    [Fact]
    public void Every_version_is_exact()
    {
        foreach (XElement pin in Pins)
        {
            pin.Attribute("Version")!.Value.ShouldNotContain('*', pin.Attribute("Include")!.Value);
        }
    }

    [Fact]
    public void Every_pinned_package_has_its_reason()
    {
        string decision = Repository.Read(Decision);
        Pins.Select(pin => pin.Attribute("Include")!.Value)
            .Where(name => !decision.Contains($"`{name}`", StringComparison.Ordinal))
            .ShouldBeEmpty($"{Decision} must say why we take these");
    }

    [Fact]
    public void Every_pinned_package_is_used()
    {
        string[] shared = ["src/Directory.Build.props", "src/Directory.Build.targets", "tests/Directory.Build.props"];
        IEnumerable<string> everywhere = shared.SelectMany(path => XDocument.Parse(Repository.Read(path)).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value);
        Pins.Select(pin => pin.Attribute("Include")!.Value)
            .Except(Repository.Projects.Concat(Repository.Samples).SelectMany(project => project.PackageReferences))
            .Except(everywhere)
            .ShouldBeEmpty();
    }
}
