namespace DataJoint.Servers;

/// <summary>A server cannot be had on this machine. A test that does not catch it is skipped with the reason; with CI=true it fails.</summary>
public sealed class UnavailableException : Exception
{
    /// <summary>xUnit reports a test as skipped when the message of its exception begins so: it needs no reference to xUnit.</summary>
    private const string Skip = "$XunitDynamicSkip$";

    /// <summary>Says why the server cannot be had.</summary>
    public UnavailableException(string reason)
        : base((IsRequired ? "required in CI: " : Skip) + reason) => Reason = reason;

    /// <summary>Why, for display.</summary>
    public string Reason { get; }

    private static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
