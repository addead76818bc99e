using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Credentials;

/// <summary>Looks at the files that the SDK opens by itself, whatever they are: a pipe would hold it up for ever.</summary>
internal static class SharedFiles
{
    private const int MaxBytes = 4 << 20;

    private static readonly string[] Variables =
        ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    private static readonly string[] UsualNames = [".aws/credentials", ".aws/config"];

    /// <summary>Looks at all of them.</summary>
    /// <param name="storeName">The store for which they are read, for the message.</param>
    /// <param name="hostEnvironment">The environment.</param>
    /// <exception cref="StoreException">One is not a regular file, or too large.</exception>
    public static void Check(string storeName, HostEnvironment hostEnvironment)
    {
        foreach (string variable in Variables)
        {
            if (hostEnvironment.FindVariable(variable) is { } path && NamedFile.FindProblem(Path.GetFullPath(path), MaxBytes) is { } problem)
            {
                throw CreateException(storeName, $"the file that {variable} names cannot be used: {problem}.", $"Correct {variable}, or unset it.");
            }
        }

        if (hostEnvironment.FindHomeDirectory() is not { } home)
        {
            return;
        }

        foreach (string name in UsualNames)
        {
            if (NamedFile.FindProblem(Path.Combine(home, name), MaxBytes) is { } problem)
            {
                throw CreateException(storeName, $"the file ~/{name} cannot be used: {problem}.", "Put the file of the AWS command line in its place, or remove it.");
            }
        }
    }

    private static StoreException CreateException(string storeName, string problem, string hint) =>
        new(StoreErrorCode.NoCredentials, storeName, null, problem) { Hint = hint };
}
