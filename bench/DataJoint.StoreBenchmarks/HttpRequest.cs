namespace DataJoint.StoreBenchmarks;

/// <summary>A request without its body, which nobody wants; <c>Length</c> is what was meant to be stored.</summary>
internal sealed record HttpRequest(string Method, string Target, long Length, (long First, long? Last)? Range, string? Checksum);
