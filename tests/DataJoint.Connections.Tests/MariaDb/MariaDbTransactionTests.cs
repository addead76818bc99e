namespace DataJoint.Connections.Tests;

public sealed class MariaDbTransactionTests() : TransactionTests(Backend.MariaDb)
{
    protected override bool GoesOnAfterFailure => true;
}
