using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Credentials;

/// <summary>The files that the SDK opens by itself, whatever they are: a pipe would hold it up for ever.</summary>
internal static class SharedFiles
{
    private const int MaxBytes = 4 << 20;

    private static readonly string[] Variables =
        ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    /// <summary>The file with the profiles' keys, there or not; null without a home directory.</summary>
    public static string? FindCredentials(HostEnvironment hostEnvironment) => hostEnvironment.FindVariable("AWS_SHARED_CREDENTIALS_FILE") is { } named
        ? Path.GetFullPath(named)
        : hostEnvironment.FindHomeDirectory() is { } home ? Path.Combine(home, ".aws", "credentials") : null;

    /// <summary>Looks at all of them.</summary>
    /// <exception cref="SecretException">One is not a regular file, or too large.</exception>
    public static void Check(HostEnvironment hostEnvironment)
    {
        foreach (string variable in Variables)
        {
            if (hostEnvironment.FindVariable(variable) is { } path)
            {
                Check(Path.GetFullPath(path), $"that {variable} names", $"Correct {variable}, or unset it.");
            }
        }

        foreach (string name in hostEnvironment.FindHomeDirectory() is { } home ? ((string[])["credentials", "config"]).Select(name => Path.Combine(home, ".aws", name)) : [])
        {
            Check(name, $"~/.aws/{Path.GetFileName(name)}", "Put the file of the AWS command line in its place, or remove it.");
        }
    }

    private static void Check(string path, string shown, string hint)
    {
        if (NamedFile.FindProblem(path, MaxBytes) is { } problem)
        {
            throw SecretException.From(SecretRules.NoIdentity, $"the file {shown} cannot be used: {problem}", hint, isTransient: false);
        }
    }
}
