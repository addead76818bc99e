using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli.CommandLine;

/// <summary>What a command works with: its words, the terminal, and the configuration that the global options describe.</summary>
internal sealed class CommandContext
{
    private CancellationToken? _cancellation;

    internal CommandContext(ParsedCommandLine line, Terminal terminal, HostEnvironment surroundings)
    {
        Line = line;
        Terminal = terminal;
        HostEnvironment = surroundings;
        Format = line.TryGet(GlobalOptions.Format, out string? format)
            ? Enum.GetValues<OutputFormat>().First(f => NameOf(f) == format)
            : OutputFormat.Text;
        bool colors = terminal.AllowsColor && !line.Has(GlobalOptions.NoColor);
        OutputStyle = new Style(colors && terminal.IsOutputTerminal);
        ErrorStyle = new Style(colors && terminal.IsErrorTerminal);
    }

    internal ParsedCommandLine Line { get; }

    internal Terminal Terminal { get; }

    internal HostEnvironment HostEnvironment { get; }

    internal OutputFormat Format { get; }

    /// <summary>The words by position.</summary>
    internal IReadOnlyList<string> Arguments => Line.Arguments;

    /// <summary>Standard output: results, and nothing else.</summary>
    internal TextWriter Output => Terminal.Output;

    /// <summary>Standard error: everything else.</summary>
    internal TextWriter Error => Terminal.Error;

    /// <summary>Colours for standard output.</summary>
    internal Style OutputStyle { get; }

    /// <summary>Colours for standard error.</summary>
    internal Style ErrorStyle { get; }

    /// <summary>The columns of standard output, or null when it is no terminal: then nothing is shortened.</summary>
    internal int? OutputWidth => Terminal.IsOutputTerminal ? Terminal.Width() : null;

    internal bool IsVerbose => Line.Has(GlobalOptions.Verbose);

    /// <summary>Whether <c>--strict</c> was given; DJ_STRICT is the loader's affair.</summary>
    internal bool IsStrict => Line.Has(GlobalOptions.Strict);

    /// <summary>The environment of <c>--env</c>, valid, or null.</summary>
    internal string? Environment => Line.TryGet(GlobalOptions.Environment, out string? name) ? name : null;

    /// <summary>Cancelled by Ctrl-C.</summary>
    internal CancellationToken Cancellation => _cancellation ??= Terminal.Interruption();

    /// <summary>The name of a format on the command line.</summary>
    internal static string NameOf(OutputFormat format) => format switch
    {
        OutputFormat.Json => "json",
        OutputFormat.GitHub => "github",
        OutputFormat.Csv => "csv",
        _ => "text",
    };

    internal bool Has(OptionDefinition option) => Line.Has(option);

    /// <summary>How the global options ask for the configuration to be loaded.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    internal ConfigurationOptions CreateOptions() => LoadingOptions.Create(this);

    /// <summary>Loads the configuration.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    /// <exception cref="ConfigurationException">Something is wrong with a source; let it pass, the frame reports it.</exception>
    internal DataJointConfig LoadConfig()
    {
        ConfigurationOptions options = CreateOptions();
        if (IsVerbose)
        {
            LoadingTrace.Write(Error, options);
        }

        var config = DataJointConfig.Load(options);
        LoadingOptions.CheckStoreKeys(this, config.Snapshot);
        return config;
    }

    /// <summary>Loads the configuration once, for a command that only looks.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    /// <exception cref="ConfigurationException">Something is wrong with a source; let it pass, the frame reports it.</exception>
    internal ConfigurationSnapshot LoadSnapshot() => LoadConfig().Snapshot;

    /// <summary>Prints diagnostics on standard error, unless the result carries them as JSON.</summary>
    internal void ReportDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (Format != OutputFormat.Json && diagnostics.Count > 0)
        {
            DiagnosticText.Write(Error, diagnostics, ErrorStyle);
        }
    }

    /// <summary>Prints why the configuration could not be loaded, in the chosen format.</summary>
    internal void ReportFailure(ConfigurationException failure)
    {
        if (Format == OutputFormat.Json)
        {
            WriteJson(json => DiagnosticJson.WriteFailure(json, failure.Diagnostics));
        }
        else
        {
            DiagnosticText.WriteFailure(Error, failure.Diagnostics, ErrorStyle);
        }
    }

    /// <summary>Prints why the database cannot be used, in the chosen format.</summary>
    internal void ReportRefusal(ConnectionException refused)
    {
        Output.Flush();
        if (Format == OutputFormat.Json)
        {
            WriteJson(json => DiagnosticJson.WriteFailure(json, refused.Id, refused.Diagnostics[0].Message, refused.Diagnostics));
        }
        else
        {
            DiagnosticText.Write(Error, refused.Diagnostics, ErrorStyle);
        }
    }

    /// <summary>Prints one JSON object on standard output.</summary>
    /// <param name="members">Writes the members of the object.</param>
    internal void WriteJson(Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        Output.Write(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        Output.Write('\n');
    }
}
