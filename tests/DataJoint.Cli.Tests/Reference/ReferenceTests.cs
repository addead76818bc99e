using System.Text.RegularExpressions;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Leaks;

namespace DataJoint.Cli.Tests;

/// <summary>The reference says what the code does. <c>UPDATE_DOCS=1 ./test Cli</c> writes it again.</summary>
public sealed class ReferenceTests
{
    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    [Fact]
    public void The_reference_is_what_the_code_says()
    {
        List<string> stale = [];
        foreach (ReferencePage page in Pages())
        {
            string path = Path.Combine(RepositoryRoot.Path, page.Path);
            if (IsUpdating)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, page.Text);
            }
            else if (!File.Exists(path) || File.ReadAllText(path).ReplaceLineEndings("\n") != page.Text)
            {
                stale.Add(page.Path);
            }
        }

        stale.ShouldBeEmpty("UPDATE_DOCS=1 ./test Cli writes these pages again");
    }

    [Fact]
    public void Every_page_about_a_diagnostic_has_a_rule()
    {
        string directory = Path.Combine(RepositoryRoot.Path, "docs", "diagnostics");
        Directory.GetFiles(directory).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(DocumentedRules.All.Select(r => r.Id));
    }

    [Fact]
    public void Every_page_about_leaks_has_a_rule() =>
        Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs", "rules")).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe([.. LeakRules.All.Select(rule => rule.Id), "README"], ignoreOrder: true);

    [Fact]
    public void Every_id_has_one_rule_and_every_rule_an_id()
    {
        IEnumerable<object?> ids = typeof(DiagnosticIds).GetFields().Select(field => field.GetValue(null));

        ids.ShouldBe(DocumentedRules.All.Select(r => r.Id), "each id of DiagnosticIds, in order, has one rule in one of our assemblies");
    }

    [Fact]
    public void The_rules_are_in_order_and_whole()
    {
        DocumentedRules.All.ShouldAllBe(r => Regex.IsMatch(r.Id, "^DJ[1-7][0-9]{3}$"));
        DocumentedRules.All.Select(r => r.Id).ShouldBe(DocumentedRules.All.Select(r => r.Id).Order(StringComparer.Ordinal).Distinct());
        DocumentedRules.All.ShouldAllBe(r => r.Cause.EndsWith('.') && r.Remedy.EndsWith('.') && !r.Title.EndsWith('.'));
    }

    private static IEnumerable<ReferencePage> Pages() =>
    [
        SettingsPage.Create(), VariablesPage.Create(), CommandLinePage.Create(), .. DiagnosticPages.Create(), .. RulePages.Create(),
        new ReferencePage("docs/reference/datajoint.schema.json", ConfigurationSchema.Create()),
    ];
}
