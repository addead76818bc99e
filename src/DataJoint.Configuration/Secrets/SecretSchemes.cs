using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration;

/// <summary>Who resolves which references. <c>dpapi</c> is always there; each other scheme comes with a package, which registers it, and a program can register its own.</summary>
public static class SecretSchemes
{
    private static readonly ConcurrentDictionary<string, Func<SecretContext, ISecretResolver>> Known = new(StringComparer.Ordinal)
    {
        [WindowsProtection.SchemeName] = static _ => new WindowsProtection(),
    };

    /// <summary>The packages that bring schemes.</summary>
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["file"] = "DataJoint.Secrets",
        ["env"] = "DataJoint.Secrets",
        ["exec"] = "DataJoint.Secrets",
        ["op"] = "DataJoint.Secrets",
        ["vault"] = "DataJoint.Secrets.Vault",
        ["vaultdb"] = "DataJoint.Secrets.Vault",
        ["awssecrets"] = "DataJoint.Secrets.Aws",
        ["awsssm"] = "DataJoint.Secrets.Aws",
        ["awssts"] = "DataJoint.Secrets.Aws",
        ["rdsiam"] = "DataJoint.Secrets.Aws",
        ["azurekeyvault"] = "DataJoint.Secrets.Azure",
        ["gcpsecrets"] = "DataJoint.Secrets.Google",
    };

    /// <summary>One resolver for each scheme and context, so that leases and connections outlast a reload.</summary>
    private static readonly ConditionalWeakTable<HostEnvironment, ConcurrentDictionary<(string Scheme, string? Root, bool AllowsPrograms), Lazy<ISecretResolver>>> Made = new();

    /// <summary>The schemes that are registered, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys.OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>Registers a scheme, unless somebody has done so already.</summary>
    /// <param name="scheme">The scheme, in lower-case letters and digits.</param>
    /// <param name="create">Makes the resolver. It is called once for each project, and when a reference of the scheme is resolved for the first time.</param>
    /// <exception cref="ArgumentException">The scheme cannot stand in a reference.</exception>
    public static void Register(string scheme, Func<SecretContext, ISecretResolver> create)
    {
        if (!SecretReference.IsReference($"ref+{scheme ?? throw new ArgumentNullException(nameof(scheme))}://"))
        {
            throw new ArgumentException("a scheme has lower-case letters and digits only", nameof(scheme));
        }

        Known.TryAdd(scheme, create ?? throw new ArgumentNullException(nameof(create)));
    }

    /// <summary>Whether somebody has registered a scheme.</summary>
    internal static bool IsKnown(string scheme) => Known.ContainsKey(scheme);

    /// <summary>Who makes the resolver of a scheme.</summary>
    /// <exception cref="SecretException">Nobody does.</exception>
    internal static Func<SecretContext, ISecretResolver> Require(string scheme)
    {
        if (Known.TryGetValue(scheme, out Func<SecretContext, ISecretResolver>? create))
        {
            return create;
        }

        throw SecretException.From(
            SecretRules.UnknownScheme, $"this program resolves no ref+{scheme} references: found {string.Join(", ", Names)}", HintFor(scheme), isTransient: false);
    }

    /// <summary>The resolver of a scheme, made when there is none yet.</summary>
    /// <exception cref="SecretException">It could not be made.</exception>
    internal static ISecretResolver Get(string scheme, Func<SecretContext, ISecretResolver> create, SecretContext context)
    {
        try
        {
            // What failed once may work the next time.
            return Made.GetOrCreateValue(context.HostEnvironment)
                .GetOrAdd((scheme, context.ProjectRoot, context.AllowsPrograms), _ => new(() => create(context), LazyThreadSafetyMode.PublicationOnly)).Value;
        }
        catch (Exception error) when (error is not SecretException)
        {
            // Its message may hold anything.
            throw new SecretException($"nobody could be made ready to resolve ref+{scheme} references: {error.GetType().Name}");
        }
    }

    private static string HintFor(string scheme) => Packages.TryGetValue(scheme, out string? package)
        ? $"Run: dotnet add package {package}. With a project reference, also call its Register() before the first secret is needed."
        : Spelling.Nearest(scheme, Packages.Keys.Concat(Known.Keys)) is string nearest ? $"Did you mean ref+{nearest}://?"
        : "Check the scheme's spelling.";
}
