namespace DataJoint.Connections.Tests;

/// <summary>A user of a test server and the password. A class and not a record: a record would print the password.</summary>
public sealed class Account(string user, string password)
{
    public string User => user;

    public string Password => password;

    /// <summary>An account that no other test has.</summary>
    public static Account Unique()
    {
        string id = Guid.NewGuid().ToString("N")[..12];
        return new Account("t_" + id, "fake-" + id);
    }
}
