namespace DataJoint.Connections.PostgreSql;

/// <content>What .NET Framework, where the driver prepares passwords with the normalisation of Windows, needs not.</content>
internal sealed partial class PostgreSqlDriver
{
    public override string PreparePassword(string password) => SaslPrep.Prepare(password);
}
