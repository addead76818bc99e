namespace DataJoint.Connections.Tests;

public sealed class MySqlTransactionTests() : TransactionTests(Backend.MySql)
{
    protected override bool GoesOnAfterFailure => true;
}
