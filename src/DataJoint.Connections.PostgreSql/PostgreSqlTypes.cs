using System.Diagnostics.CodeAnalysis;

namespace DataJoint.Connections.PostgreSql;

/// <summary>
/// Whether PostgreSQL's arrays, ranges, JSON, network, geometric and other types are read and written as .NET's, and Kerberos works.
/// A trimmed program that needs text alone can leave them out with the runtime option <c>DataJoint.Connections.AllPostgreSqlTypes=false</c>:
/// they make up half of a small program.
/// </summary>
internal static class PostgreSqlTypes
{
    private const string Option = "DataJoint.Connections.AllPostgreSqlTypes";

    /// <summary>True unless the program has left them out.</summary>
    [FeatureSwitchDefinition(Option)]
    public static bool AreAllSupported => !AppContext.TryGetSwitch(Option, out bool isOn) || isOn;
}
