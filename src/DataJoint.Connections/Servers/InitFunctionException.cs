using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>Carries the failure of <c>connection.init_function</c> through the driver, which would otherwise look like a failed opening.</summary>
internal sealed class InitFunctionException(DbException refusal) : Exception(PostgreSqlFaults.TextOf(refusal), refusal)
{
    internal DbException Refusal { get; } = refusal;
}
