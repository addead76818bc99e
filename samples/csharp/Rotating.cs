using DataJoint;
using DataJoint.Operations;

namespace Laboratory;

/// <summary>Another password for the database account.</summary>
internal static class Rotating
{
    public static async Task Use()
    {
        try
        {
            DatabaseRotation rotation = new(DJ.Config, new() { Grace = TimeSpan.FromMinutes(10) }) { OnStep = step => Console.WriteLine(step) };
            await rotation.RunAsync();
        }
        catch (RotationException refused)
        {
            Console.WriteLine(refused.Message); // a database in memory has no password
        }
    }
}
