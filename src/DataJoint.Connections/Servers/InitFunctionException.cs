using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>Carries the failure of <c>connection.init_function</c> through the driver, which would otherwise look like a failed opening.</summary>
internal sealed class InitFunctionException : Exception
{
    /// <summary>The database refused it.</summary>
    internal InitFunctionException(DbException refusal, bool wouldWrite = false)
        : base(PostgreSqlFaults.TextOf(refusal), refusal)
    {
        Refusal = refusal;
        WouldWrite = wouldWrite;
    }

    /// <summary>It leads out of a session that only reads.</summary>
    internal InitFunctionException(string problem)
        : base(problem) => WouldWrite = true;

    internal DbException? Refusal { get; }

    /// <summary>Whether it was refused only because the session is one that only reads.</summary>
    internal bool WouldWrite { get; }
}
