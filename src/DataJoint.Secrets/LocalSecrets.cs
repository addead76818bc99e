using DataJoint.Configuration;
using DataJoint.Secrets.Local;

namespace DataJoint.Secrets;

/// <summary>
/// References that need no secret manager: <c>ref+file://path</c>, <c>ref+env://NAME</c>, <c>ref+exec://program?arg=…</c> and, with the program of 1Password,
/// <c>ref+op://vault/item/field</c>.
/// </summary>
public static class LocalSecrets
{
    /// <summary>A program may ask somebody to unlock something, and what it does is not done twice.</summary>
    private static readonly SecretLimits Programs = new() { CallTimeout = TimeSpan.FromSeconds(60), MaxAttempts = 1 };

    /// <summary>Registers the schemes. With a package reference this happens by itself.</summary>
    public static void Register()
    {
        SecretSchemes.Register("file", static context => new ManagedSecrets(new FileSecrets(context)));
        SecretSchemes.Register("env", static context => new ManagedSecrets(new EnvironmentSecrets(context)));
        SecretSchemes.Register("exec", static context => new ManagedSecrets(new ExecSecrets(context), Programs));
        SecretSchemes.Register("op", static context => new ManagedSecrets(new OnePasswordSecrets(context), Programs));
    }
}
