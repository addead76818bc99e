using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Data.Common;
using System.Linq;
using System.Reactive.Linq;
using Bonsai;
using DataJoint.Connections;

[Description("Inserts each row, a value for each column, into a table of the project's database.")]
public class InsertRows : Sink<IDictionary<string, object>>
{
    [Description("The project's folder; empty for the one that the workflow runs in.")]
    public string Project { get; set; }

    [Description("The environment, such as rig2; empty for what DJ_ENV says.")]
    public string Environment { get; set; }

    [Description("The table, with its schema: lab.trial")]
    public string Table { get; set; }

    public override IObservable<IDictionary<string, object>> Process(IObservable<IDictionary<string, object>> source)
    {
        return Observable.Using(
            () => RigProject.Load(Project, Environment).Connect(),
            connection => source.Do(row => Insert(connection, row)));
    }

    private void Insert(Connection connection, IDictionary<string, object> row)
    {
        string[] columns = row.Keys.ToArray();
        using (DbCommand command = connection.DbConnection.CreateCommand())
        {
            // Names are quoted, values are parameters: what a workflow measures is never read as SQL.
            command.CommandText = "INSERT INTO " + string.Join(".", Table.Split('.').Select(Quote))
                + " (" + string.Join(", ", columns.Select(Quote)) + ") VALUES (" + string.Join(", ", columns.Select((_, i) => "@p" + i)) + ")";
            for (int i = 0; i < columns.Length; i++)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + i;
                parameter.Value = row[columns[i]] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            command.ExecuteNonQuery();
        }
    }

    private static string Quote(string name)
    {
        return "`" + name.Replace("`", "``") + "`";
    }
}
