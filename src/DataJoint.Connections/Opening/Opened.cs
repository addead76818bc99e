using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>An open connection, and the generation that it was opened with.</summary>
internal readonly record struct Opened(DbConnection Connection, Generation Generation);
