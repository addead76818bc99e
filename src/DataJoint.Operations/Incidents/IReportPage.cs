namespace DataJoint.Operations.Incidents;

/// <summary>What a report is made of.</summary>
internal interface IReportPage
{
    void Begin(string title);

    void Heading(string text);

    void Paragraph(string text);

    void Table(string[] head, IEnumerable<string[]> rows);

    void List(IReadOnlyList<string> items);

    void End();
}
