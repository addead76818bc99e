using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration;

/// <summary>In whose name references are resolved: what a resolver may look at.</summary>
public sealed class SecretContext
{
    /// <summary>Describes it.</summary>
    /// <param name="hostEnvironment">Environment variables, directories and clock.</param>
    /// <param name="projectRoot">The project's root, at which relative paths begin; null without a project.</param>
    /// <param name="allowsPrograms">Whether a reference may run a program that it names.</param>
    public SecretContext(HostEnvironment hostEnvironment, string? projectRoot = null, bool allowsPrograms = false)
    {
        HostEnvironment = hostEnvironment ?? throw new ArgumentNullException(nameof(hostEnvironment));
        ProjectRoot = projectRoot;
        AllowsPrograms = allowsPrograms;
    }

    /// <summary>Environment variables, directories and clock.</summary>
    public HostEnvironment HostEnvironment { get; }

    /// <summary>The project's root, at which relative paths begin; null without a project.</summary>
    public string? ProjectRoot { get; }

    /// <summary>Whether a reference may run a program that it names: <c>DJ_ALLOW_EXEC</c>, <c>--allow-exec</c>, or the program says so; false by default.</summary>
    public bool AllowsPrograms { get; }

    /// <summary>Takes down until when the texts are good; null when nobody wants to know.</summary>
    internal SecretTerms? Terms { get; init; }

    /// <summary>What tells contexts of one host environment apart.</summary>
    internal (string? Root, bool AllowsPrograms) Key => (ProjectRoot, AllowsPrograms);
}
