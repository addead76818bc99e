using System;
using System.IO;
using System.Threading.Tasks;
using DataJoint;
using DataJoint.Connections;
using DataJoint.Stores;

internal static class Program
{
    private static async Task Main()
    {
        using Connection connection = DJ.Conn();
        using var command = connection.DbConnection.CreateCommand();
        command.CommandText = "SELECT VERSION()";
        Console.WriteLine($"{connection}: {command.ExecuteScalar()}");
        IObjectStore store = DJ.Store();
        await store.UploadFileAsync("datajoint.json", "copy.json");
        Console.WriteLine($"{store}: {(await store.ReadAllBytesAsync("copy.json")).Length} of {new FileInfo("datajoint.json").Length} bytes");
    }
}
