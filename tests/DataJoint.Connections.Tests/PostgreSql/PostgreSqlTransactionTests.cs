namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlTransactionTests() : TransactionTests(Backend.PostgreSql)
{
    protected override bool GoesOnAfterFailure => false;
}
