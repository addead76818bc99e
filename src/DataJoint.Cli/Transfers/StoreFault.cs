using System.Text.Json;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>What a store's fault means for the command: its exit code and its message.</summary>
internal static class StoreFault
{
    public static int ExitCodeOf(StoreException fault) => fault.Code switch
    {
        StoreErrorCode.NotFound or StoreErrorCode.Changed => ExitCode.Failure,
        StoreErrorCode.InvalidName or StoreErrorCode.AlreadyExists or StoreErrorCode.ManagedSection => ExitCode.UsageError,
        StoreErrorCode.UntrustedDestination or StoreErrorCode.TokenToProjectHost or StoreErrorCode.ReferenceInProjectCredential => ExitCode.InvalidConfiguration,
        StoreErrorCode.SecretUnresolved when fault.InnerException is SecretException failed => SecretExit.CodeFor(failed),
        StoreErrorCode.UnknownProtocol or StoreErrorCode.InvalidAttribute => ExitCode.InvalidConfiguration,
        _ => ExitCode.Unreachable,
    };

    /// <summary>Whether it concerns one object alone, so that others are still worth trying.</summary>
    public static bool IsOfOneObject(StoreException fault) =>
        fault.Code is StoreErrorCode.NotFound or StoreErrorCode.InvalidName or StoreErrorCode.CaseCollision or StoreErrorCode.NotAnObject or StoreErrorCode.OutsideLocation
            or StoreErrorCode.Changed or StoreErrorCode.ChecksumMismatch;

    /// <summary>Tells of the fault in the chosen format.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(CommandContext context, StoreException fault)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                WriteMember(json, fault);
                DiagnosticJson.WriteMember(json, []);
            });
        }
        else
        {
            context.WriteDiagnostics([ToDiagnostic(fault)]);
        }

        return ExitCodeOf(fault);
    }

    /// <summary>Writes the member <c>error</c>.</summary>
    public static void WriteMember(Utf8JsonWriter json, StoreException fault)
    {
        Diagnostic told = ToDiagnostic(fault);
        json.WriteStartObject("error");
        json.WriteString("id", told.Id);
        json.WriteString("message", told.Message);
        json.WriteString("hint", told.Hint);
        json.WriteEndObject();
    }

    /// <summary>The fault's diagnostic, with the option of the command where one helps.</summary>
    private static Diagnostic ToDiagnostic(StoreException fault)
    {
        string? hint = fault.Code switch
        {
            _ when fault.Hint is not null => null,
            StoreErrorCode.AlreadyExists => "Choose another name, or add --overwrite to replace it.",
            StoreErrorCode.ManagedSection => "Rows in the database may point there. Change it through DataJoint, or add --managed when you know better.",
            _ => null,
        };
        return hint is null ? fault.Diagnostic : new Diagnostic(fault.Diagnostic.Rule, fault.Message, hint);
    }
}
