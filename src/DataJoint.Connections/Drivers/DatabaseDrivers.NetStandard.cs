using System.Reflection;

namespace DataJoint.Connections.Drivers;

/// <content>A program on .NET Framework has no module initializers, so the package beside it is looked for by its name.</content>
internal sealed partial class DatabaseDrivers
{
    static partial void Discover(string backend)
    {
        string? name = backend switch
        {
            "mysql" => "MySql",
            "postgresql" => "PostgreSql",
            _ => null,
        };
        if (name is not null && Shared.Find(backend) is null)
        {
            Type.GetType($"DataJoint.Connections.{name}.{name}Backend, DataJoint.Connections.{name}")
                ?.GetMethod("Register", BindingFlags.Public | BindingFlags.Static)?.Invoke(null, null);
        }
    }
}
