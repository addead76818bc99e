using DataJoint.Configuration;

namespace DataJoint.Operations.Passwords;

/// <summary>A user and the password. A class and not a record: a record would print the password.</summary>
internal sealed class Login(string user, Secret password)
{
    public string User => user;

    public Secret Password => password;

    public bool IsSame(Login other) => user == other.User && password.Equals(other.Password);

    public override string ToString() => user;
}
