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

    public CommandContext(ParsedCommandLine line, Terminal terminal, HostEnvironment hostEnvironment)
    {
        Line = line;
        Terminal = terminal;
        HostEnvironment = hostEnvironment;
        Format = line.TryGet(GlobalOptions.Format, out string? format)
            ? Enum.GetValues<OutputFormat>().First(f => NameOf(f) == format)
            : OutputFormat.Text;
        string? color = ColorOption.Choice(line);
        OutputStyle = new Style(ColorOption.IsOn(terminal, color, terminal.IsOutputTerminal));
        ErrorStyle = new Style(ColorOption.IsOn(terminal, color, terminal.IsErrorTerminal));
    }

    public ParsedCommandLine Line { get; }

    public Terminal Terminal { get; }

    public HostEnvironment HostEnvironment { get; }

    public OutputFormat Format { get; }

    /// <summary>The words by position.</summary>
    public IReadOnlyList<string> Arguments => Line.Arguments;

    /// <summary>Standard output: results, and nothing else.</summary>
    public TextWriter Output => Terminal.Output;

    /// <summary>Standard error: everything else.</summary>
    public TextWriter Error => Terminal.Error;

    /// <summary>Colours for standard output.</summary>
    public Style OutputStyle { get; }

    /// <summary>Colours for standard error.</summary>
    public Style ErrorStyle { get; }

    /// <summary>The columns of standard output, or null when it is not a terminal: then nothing is shortened.</summary>
    public int? OutputWidth => Terminal.IsOutputTerminal ? Terminal.Width() : null;

    /// <summary>The columns of standard error, or null when it is not a terminal.</summary>
    public int? ErrorWidth => Terminal.IsErrorTerminal ? Terminal.ErrorWidth() : null;

    public bool IsVerbose => Line.Has(GlobalOptions.Verbose);

    /// <summary>Whether <c>--strict</c> was given; DJ_STRICT is the loader's affair.</summary>
    public bool IsStrict => Line.Has(GlobalOptions.Strict);

    /// <summary>The environment of <c>--env</c>, valid, or null.</summary>
    public string? Environment => Line.TryGet(GlobalOptions.Environment, out string? name) ? name : null;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancellation => _cancellation ??= Terminal.Interruption();

    /// <summary>The name of a format on the command line.</summary>
    public static string NameOf(OutputFormat format) => format switch
    {
        OutputFormat.Json => "json",
        OutputFormat.GitHub => "github",
        OutputFormat.Csv => "csv",
        OutputFormat.Sarif => "sarif",
        OutputFormat.JUnit => "junit",
        OutputFormat.Html => "html",
        _ => "text",
    };

    public bool Has(OptionDefinition option) => Line.Has(option);

    /// <summary>The same with other variables.</summary>
    /// <param name="variables">All of them.</param>
    /// <param name="ofFiles">The names of those that a file gives.</param>
    public CommandContext With(IReadOnlyDictionary<string, string> variables, IReadOnlyCollection<string> ofFiles) => new(
        Line, Terminal,
        new HostEnvironment(variables, HostEnvironment.FindCurrentDirectory(), HostEnvironment.MountedSecrets, HostEnvironment.FindHomeDirectory(), () => HostEnvironment.Now)
        { VariablesOfFiles = ofFiles });

    /// <summary>How the global options ask for the configuration to be loaded.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    public ConfigurationOptions CreateOptions() => LoadingOptions.Create(this);

    /// <summary>Loads the configuration.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    /// <exception cref="ConfigurationException">Something is wrong with a source; let it pass, the frame reports it.</exception>
    public DataJointConfig LoadConfig()
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
    public ConfigurationSnapshot LoadSnapshot() => LoadConfig().Snapshot;

    /// <summary>Prints diagnostics on standard error, unless the result carries them as JSON.</summary>
    public void ReportDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (Format != OutputFormat.Json && diagnostics.Count > 0)
        {
            WriteDiagnostics(diagnostics);
        }
    }

    /// <summary>Prints why the configuration could not be loaded, in the chosen format.</summary>
    public void ReportFailure(ConfigurationException failure)
    {
        if (Format == OutputFormat.Json)
        {
            WriteJson(json => DiagnosticJson.WriteFailure(json, failure.Diagnostics));
        }
        else
        {
            WriteDiagnostics(failure.Diagnostics);
            Error.Write(ErrorStyle.Bold(ConfigurationException.Headline(failure.Diagnostics)) + "\n");
        }
    }

    /// <summary>Prints why the database cannot be used, in the chosen format.</summary>
    public void ReportRefusal(ConnectionException refused) => ReportRefusal(refused.Diagnostics);

    /// <summary>Prints why a secret could not be had, in the chosen format.</summary>
    public void ReportRefusal(SecretException failed) => ReportRefusal(failed.Diagnostics);

    private void ReportRefusal(IReadOnlyList<Diagnostic> found)
    {
        Output.Flush();
        if (Format == OutputFormat.Json)
        {
            WriteJson(json => DiagnosticJson.WriteFailure(json, found[0].Id, found[0].Message, found));
        }
        else
        {
            WriteDiagnostics(found);
        }
    }

    /// <summary>Prints diagnostics on standard error, whatever the format.</summary>
    public void WriteDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => new DiagnosticText(Error, ErrorStyle, ErrorWidth).Write(diagnostics);

    /// <summary>Prints what is worth knowing on standard error.</summary>
    public void WriteNote(string text) => Error.Write($"note: {TextLines.Break(text, ErrorWidth, "note: ".Length)}\n");

    /// <summary>Prints one JSON object on standard output.</summary>
    /// <param name="members">Writes the members of the object.</param>
    public void WriteJson(Action<Utf8JsonWriter> members)
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
