using DataJoint.Configuration;
using DataJoint.Configuration.Sources;

namespace DataJoint.Cli.Tests;

/// <summary>docs/reference/environment-variables.md, from the catalogues.</summary>
internal static class VariablesPage
{
    public static ReferencePage Create()
    {
        Markdown page = new("Environment variables");
        page.Paragraph(
            """
            Names are exact and in upper case. An empty variable counts as unset. Each variable of a setting or store also works with
            `_FILE` appended: its value is then the path of a file that holds the value (both forms at once are an error).
            """);
        page.Heading(2, "Settings");
        page.Table(
            ["variable", "setting", "meaning"],
            SettingCatalogue.All.SelectMany(d => d.EnvironmentVariables.Select(v => (IReadOnlyList<string>)
                [$"`{v}`", $"`{d.Key}`" + (d.IsSecret ? ", **secret**" : ""), d.Description])));
        page.Heading(2, "Stores");
        page.Table(["variable", "meaning"],
        [
            ["`DJ_STORES`", "All stores as one JSON object, shaped like `stores` in `datajoint.json`, which it replaces; `.secrets/` still fills what it leaves out."],
            ["`DJ_STORES_<NAME>_<ATTRIBUTE>`",
                "One attribute of one store. `<NAME>` is the store's name in upper case, with `_` for every character that is not a letter or digit. Beats `DJ_STORES`."],
        ]);
        page.Heading(2, "Keys of your own");
        page.Table(["variable", "meaning"], [["`DJ_CUSTOM`", "Settings below `custom` as one JSON object, shaped like `custom` in `datajoint.json`; each beats that of a file."]]);
        page.Heading(2, "Loading");
        page.Table(["variable", "meaning"],
        [
            .. ControlVariables.Names.Select(n => (IReadOnlyList<string>)[$"`{n}`", Meaning(n)]),
            ["`CREDENTIALS_DIRECTORY`",
                "Set by systemd for a service: the directory of its credentials. `datajoint.<key>`, or `<key>` with a dot, is a single-value file; `datajoint.json` is read too."],
        ]);
        page.Heading(2, "Output of djc");
        page.Table(["variable", "meaning"],
        [
            ["`NO_COLOR`", "Not empty: no colours, see <https://no-color.org>. `--color` says otherwise."],
            ["`FORCE_COLOR`", "Not empty: colours where there is no terminal too, unless `NO_COLOR` forbids them, see <https://force-color.org>; `0` or `false`: none."],
            ["`COLUMNS`", "A number: the width of the terminal, in place of what it tells."],
            ["`TERM`", "`dumb`: no colours."],
        ]);
        return new ReferencePage("docs/reference/environment-variables.md", page.ToString());
    }

    private static string Meaning(string name) => name switch
    {
        ControlVariables.Environment => "The environment: `datajoint.<env>.json` and `.secrets/datajoint.<env>.json` are read too. `--env` beats it.",
        ControlVariables.SecretsDirectory => "Another directory in place of `/run/secrets/datajoint`.",
        ControlVariables.IgnoreFiles => "`true`: no file of the project and no secret file is read.",
        ControlVariables.ConfigFile => "The project file, in place of the search; its folder is the project root. `--project` beats it.",
        ControlVariables.AllowPrograms => "`true`: references may run the programs that they name (`ref+exec://…`). `--allow-exec` does so for one command.",
        ControlVariables.Strict => "`true`: every warning is an error.",
        ControlVariables.ThreadSafe => "`true`: the static `DJ` members are closed; use instances.",
        ControlVariables.Trust => "Destinations, with commas between them, to which credentials from outside the project may go although only the project names them: `host`, `host:port` or `*.domain`; `references` stands for all references of the project.",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Say here what the variable means."),
    };
}
