namespace DataJoint.Connections.Tests;

/// <summary>What many workers did together.</summary>
/// <param name="Done">Operations that succeeded.</param>
/// <param name="Sessions">Different sessions that they had.</param>
/// <param name="Users">As whom they were logged in.</param>
/// <param name="Failures">What failed.</param>
internal sealed record WorkReport(long Done, int Sessions, IReadOnlyList<string> Users, IReadOnlyList<Exception> Failures);
