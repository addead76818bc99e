using System.Data.Common;
using DataJoint;
using DataJoint.Connections;

namespace Laboratory;

/// <summary>The connection that the whole program shares.</summary>
internal static class Database
{
    public static async Task Use()
    {
        Connection conn = DJ.Conn();
        Console.WriteLine(conn); // sqlite :memory: (open)

        using (DbCommand command = conn.DbConnection.CreateCommand())
        {
            command.CommandText = "SELECT 6 * 7";
            Console.WriteLine(command.ExecuteScalar());
        }

        conn = await DJ.ConnAsync();        // the same one
        conn = DJ.Conn(reset: true);        // another one, with the settings of now
        await conn.PingAsync();

        try
        {
            DJ.Config["database.name"] = "no/such/directory/lab.db";
            DJ.Conn(reset: true);
        }
        catch (ConnectionException error)
        {
            Console.WriteLine($"{error.Diagnostic.Id}, worth another try: {error.IsTransient}");
            Console.WriteLine(error.Diagnostic.Hint);
        }
    }
}
