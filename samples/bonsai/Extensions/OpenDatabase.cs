using System;
using System.ComponentModel;
using System.Reactive.Linq;
using Bonsai;
using DataJoint.Connections;

[Description("Opens the database of a DataJoint project, and closes it when the workflow ends.")]
public class OpenDatabase : Source<Connection>
{
    [Description("The project's folder; empty for the one that the workflow runs in.")]
    public string Project { get; set; }

    [Description("The environment, such as rig2; empty for what DJ_ENV says.")]
    public string Environment { get; set; }

    public override IObservable<Connection> Generate()
    {
        return Observable.Using(
            () => RigProject.Load(Project, Environment).Connect(),
            connection => Observable.Return(connection).Concat(Observable.Never<Connection>()));
    }
}
