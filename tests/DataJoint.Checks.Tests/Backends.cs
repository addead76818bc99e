using System.Runtime.CompilerServices;

namespace DataJoint.Checks.Tests;

/// <summary>Registers the backend that the tests open, as a program's package reference does.</summary>
internal static class Backends
{
    [ModuleInitializer]
    public static void Register() => Connections.Sqlite.SqliteBackend.Register();
}
