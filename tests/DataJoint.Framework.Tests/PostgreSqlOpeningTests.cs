namespace DataJoint.Framework.Tests;

public sealed class PostgreSqlOpeningTests() : OpeningTests("postgresql", "postgresql", "SELECT cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
{
    protected override string Database => "";

    protected override string SessionQuery => "SELECT pg_backend_pid()";

    protected override string EndStatement(string session) => $"SELECT pg_terminate_backend({session})";
}
