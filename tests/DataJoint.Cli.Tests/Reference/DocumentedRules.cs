using System.Reflection;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>The rules of all assemblies of ours, wherever the code is that reports them.</summary>
internal static class DocumentedRules
{
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        .. Assemblies().SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticRule))
            .Select(field => (DiagnosticRule)field.GetValue(null)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static HashSet<Assembly> Assemblies()
    {
        HashSet<Assembly> found = [];
        Add(typeof(DjcApplication).Assembly);
        return found;

        void Add(Assembly assembly)
        {
            foreach (AssemblyName name in found.Add(assembly) ? assembly.GetReferencedAssemblies() : [])
            {
                if (name.Name!.StartsWith("DataJoint", StringComparison.Ordinal))
                {
                    Add(Assembly.Load(name));
                }
            }
        }
    }
}
