using System.Data.Common;

namespace DataJoint.Connections.Drivers;

/// <summary>Carries the failure of <c>connection.init_function</c> through the driver, which would otherwise look like a failed opening.</summary>
internal sealed class InitFunctionException : Exception
{
    /// <summary>It leads out of a session that only reads.</summary>
    public InitFunctionException(string problem)
        : base(problem) => WouldWrite = true;

    private InitFunctionException(string problem, DbException refusal, bool wouldWrite)
        : base(problem, refusal)
    {
        Refusal = refusal;
        WouldWrite = wouldWrite;
    }

    public DbException? Refusal { get; }

    /// <summary>Whether it was refused only because the session is one that only reads.</summary>
    public bool WouldWrite { get; }

    /// <summary>The database refused it.</summary>
    public static InitFunctionException From(DbException refusal, DatabaseDriver driver) => new(driver.TextOf(refusal), refusal, wouldWrite: false);

    /// <summary>The database refused it in a session that only reads.</summary>
    public static InitFunctionException FromReading(DbException refusal, DatabaseDriver driver) =>
        new(driver.TextOf(refusal), refusal, driver.ReadOnly.IsRefusal(refusal) || driver.ReadOnly.IsUnpreparable(refusal));
}
