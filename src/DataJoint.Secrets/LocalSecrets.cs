using DataJoint.Configuration;
using DataJoint.Secrets.Local;

namespace DataJoint.Secrets;

/// <summary>References that need no secret manager: <c>ref+file://path</c> and <c>ref+env://NAME</c>.</summary>
public static class LocalSecrets
{
    /// <summary>Registers the schemes. With a package reference this happens by itself.</summary>
    public static void Register()
    {
        SecretSchemes.Register("file", context => new ManagedSecrets(new FileSecrets(context)));
        SecretSchemes.Register("env", context => new ManagedSecrets(new EnvironmentSecrets(context)));
    }
}
