namespace DataJoint.Benchmarks;

/// <summary>What is compared.</summary>
/// <param name="Product">The server: MariaDB, MySQL or PostgreSQL.</param>
/// <param name="Tls">The rules about TLS.</param>
/// <param name="IsPooled">From a pool and with one question, or a new physical connection.</param>
/// <param name="IsAsync">By the asynchronous calls.</param>
internal sealed record OpeningKind(string Product, OpeningTls Tls, bool IsPooled, bool IsAsync)
{
    /// <summary>The most that our time may be over the bare driver's.</summary>
    public double TimeBound => IsPooled ? 1.02 : 1.05;

    /// <summary>The most bytes that we may allocate beyond the bare driver's.</summary>
    public double BytesBound => IsPooled ? 300 : double.PositiveInfinity;

    public string Name => $"{Product}, {Tls switch { OpeningTls.None => "no TLS", OpeningTls.Unverified => "TLS", _ => "TLS, verified" }}, {(IsPooled ? "pooled" : "cold")}{(IsAsync ? ", async" : "")}";
}
