using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Exports;

/// <summary>Creates the secrets that an exported block names, with the program that keeps them.</summary>
internal sealed class ExportedSecrets
{
    private readonly CommandContext _context;
    private readonly SecretKeeper _keeper;
    private readonly string? _directory;

    /// <summary>Prepares it.</summary>
    /// <param name="context">Whose program, and who is asked.</param>
    /// <param name="keeper">The program.</param>
    /// <param name="directory">The folder of the project, in whose repository they are created; null for the current one.</param>
    public ExportedSecrets(CommandContext context, SecretKeeper keeper, string? directory)
    {
        _context = context;
        _keeper = keeper;
        _directory = directory;
    }

    /// <summary>Whether the user has agreed already.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Names the repository, asks, and creates them one after another.</summary>
    /// <exception cref="CommandException">The program is not there, it refused, or the user did.</exception>
    public void Create(IReadOnlyList<SecretCommand> commands)
    {
        if (commands.Count == 0)
        {
            _context.WriteNote("there are no secrets to create");
            return;
        }

        if (commands.FirstOrDefault(c => c.Secret.Text is "") is SecretCommand empty)
        {
            throw ExportText.CreateException(empty.Secret, $"it is empty, which {_keeper.Tool} does not keep", "give it a value, or none: djc secrets rm");
        }

        string program = ToolProcess.Find(_context.Terminal, _keeper.Tool) ?? throw new CommandException(
            ExitCode.Failure, $"{_keeper.Tool} was not found", "it is in none of the directories of PATH; without --apply the commands are printed");
        string names = string.Join(", ", commands.Select(c => c.Secret.Name));
        if (!IsConfirmed && !Question.CanBeAsked(_context.Terminal))
        {
            throw CommandException.UsageError($"{names}: cannot prompt: no terminal", "add --yes to create them without a question");
        }

        string repository = FindRepository(program);
        Confirm(names, repository);
        foreach (SecretCommand command in commands)
        {
            Create(command, program, repository);
        }
    }

    /// <summary>The program itself says where it would create them; it is told so again, for each.</summary>
    private string FindRepository(string program)
    {
        (bool isDone, string output, string error) = Prepare(program).Run(_keeper.Question, "", _context.Cancellation);
        if (isDone && _keeper.FindRepository(output) is string found)
        {
            return found;
        }

        _context.Error.Write(Excerpt(error));
        throw new CommandException(
            ExitCode.Unreachable, $"{_keeper.Tool} does not name the repository: {string.Join(' ', [_keeper.Tool, .. _keeper.Question])} failed",
            $"run djc in the repository of the project, and {_keeper.Tool} auth status to see whether it is logged in");
    }

    private void Confirm(string names, string repository)
    {
        string shown = Display.Sanitize(repository);
        if (IsConfirmed)
        {
            _context.WriteNote($"{_keeper.Tool} creates or replaces in {shown}: {names}");
        }
        else if (!Question.Ask(_context, $"Create or replace with {_keeper.Tool} in {shown}: {names}?"))
        {
            throw Question.Declined("nothing was created");
        }
    }

    private void Create(SecretCommand command, string program, string repository)
    {
        List<string> complaints = [];
        foreach (IReadOnlyList<string> words in command.Attempts)
        {
            (bool isDone, _, string error) = Prepare(program).Run([.. words, "-R", repository], ExportText.Get(command.Secret), _context.Cancellation);
            if (isDone)
            {
                _context.Error.Write($"{(complaints.Count == 0 ? "created" : "replaced")} {command.Secret.Name}\n");
                return;
            }

            complaints.Add(Excerpt(Mask(error, command.Secret.Text!)));
        }

        _context.Error.Write(string.Concat(complaints.Distinct()));
        throw new CommandException(
            ExitCode.Unreachable, $"{string.Join(" and ", command.Lines)} failed", "what was created before stays; run it again when the cause is removed");
    }

    private ToolProcess Prepare(string program) => new(_context.Terminal, program) { Directory = _directory };

    /// <summary>A text without the secret, in whatever form it is repeated; one that is too short to have others is looked for as it is.</summary>
    private static string Mask(string text, string secret) => secret.Length < SecretForms.MinLength
        ? text.Replace(secret, Secret.Mask, StringComparison.Ordinal)
        : MaskedCopy.Apply(new OutputMask([secret]), text);

    private static string Excerpt(string error) =>
        string.Concat(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5).Select(line => $"  {Display.Sanitize(line, 400)}\n"));
}
