using DataJoint.Connections;
using DataJoint.Connections.Drivers;

namespace DataJoint.Checks.Database;

/// <summary>One look at the database, which several checks judge. No statement of the project is run in it.</summary>
internal static class DatabaseInspection
{
    /// <summary>What was found; whoever asks first looks.</summary>
    public static Task<DatabaseFindings> FindAsync(CheckContext context, CancellationToken cancellationToken) =>
        context.ShareAsync(InspectAsync, cancellationToken);

    private static async Task<DatabaseFindings> InspectAsync(CheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            Connection connection = await context.Snapshot.ConnectForInspectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                ServerReport report = await ServerInspection.ReadAsync(connection, () => context.HostEnvironment.Now, cancellationToken).ConfigureAwait(false);
                return new DatabaseFindings(report, connection.Warnings, null) { Address = connection.DataSourceVersion.Target.Address };
            }
        }
        catch (ConnectionException refused)
        {
            return new DatabaseFindings(null, [], refused);
        }
    }
}
