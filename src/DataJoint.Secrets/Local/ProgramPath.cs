using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Secrets.Local;

/// <summary>Where a program is that a reference names.</summary>
internal static class ProgramPath
{
    /// <summary>Looks in the absolute directories of PATH, but in none of the project's: who wrote the project would choose which program runs.</summary>
    /// <exception cref="SecretException">It is not there.</exception>
    public static string Find(string name, SecretContext context, string hint)
    {
        string folders = context.HostEnvironment.FindVariable("PATH") ?? "";
        IEnumerable<string> outside = folders.Split(Path.PathSeparator).Where(folder => Path.IsPathFullyQualified(folder) && !context.IsInProject(folder));
        return ProgramSearch.Find(name, string.Join(Path.PathSeparator, outside))
            ?? throw SecretException.From(SecretRules.NotFound, $"the program {Display.Sanitize(name, 60)} is not found in PATH", hint, isTransient: false);
    }
}
