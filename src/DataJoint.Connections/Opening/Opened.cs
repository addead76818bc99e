using System.Data.Common;
using DataJoint.Connections.DataSources;

namespace DataJoint.Connections.Opening;

/// <summary>An open connection, and the generation that it was opened with.</summary>
internal readonly record struct Opened(DbConnection Connection, DataSourceVersion DataSourceVersion);
