using System.Data.Common;
using System.Globalization;
using MySqlConnector;

namespace DataJoint.Cli.Statements;

/// <summary>A result as columns and cells, whatever the driver; one row is held at a time.</summary>
internal sealed class ResultRows
{
    private readonly DbDataReader _reader;
    private readonly bool _isWrittenOut;

    /// <summary>Takes a result.</summary>
    /// <param name="reader">At the result.</param>
    /// <param name="dialect">Whose result it is. PostgreSQL has been asked to write every value out.</param>
    public ResultRows(DbDataReader reader, SqlDialect dialect)
    {
        _reader = reader;
        _isWrittenOut = dialect == SqlDialect.PostgreSql;
        Columns = ListColumns();
    }

    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>The row that the reader stands at.</summary>
    public Cell[] Current()
    {
        var cells = new Cell[Columns.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = _reader.IsDBNull(i) ? Cell.From(null)
                : _isWrittenOut ? Cell.OfText(Columns[i].Kind, _reader.GetString(i))
                : ValueOf(i);
        }

        return cells;
    }

    private Cell ValueOf(int column)
    {
        if (_reader is not MySqlDataReader mysql)
        {
            return Cell.From(_reader.GetValue(column));
        }

        return Columns[column].Type switch
        {
            "DECIMAL" => Cell.OfText(CellKind.Number, mysql.GetMySqlDecimal(column).ToString()!), // up to 65 digits
            "DATE" or "DATETIME" or "TIMESTAMP" => Cell.OfText(CellKind.Text, TextOf(mysql.GetMySqlDateTime(column), Columns[column].Type == "DATE")),
            _ => Cell.From(mysql.GetValue(column)),
        };
    }

    /// <summary>MySQL knows dates with a month or a day of zero.</summary>
    private static string TextOf(MySqlDateTime time, bool isDate)
    {
        string date = string.Create(CultureInfo.InvariantCulture, $"{time.Year:0000}-{time.Month:00}-{time.Day:00}");
        string fraction = time.Microsecond == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{time.Microsecond:000000}").TrimEnd('0');
        return isDate ? date : string.Create(CultureInfo.InvariantCulture, $"{date} {time.Hour:00}:{time.Minute:00}:{time.Second:00}{fraction}");
    }

    /// <summary>The second column of a name gets a number: in JSON the names are keys.</summary>
    private List<ResultColumn> ListColumns()
    {
        List<ResultColumn> columns = [];
        HashSet<string> taken = new(StringComparer.Ordinal);
        for (int i = 0; i < _reader.FieldCount; i++)
        {
            string given = _reader.GetName(i);
            string name = given;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{given}_{number}");
            }

            string type = _reader.GetDataTypeName(i);
            columns.Add(new ResultColumn(name, type, _isWrittenOut ? KindOf(type) : KindOf(_reader.GetFieldType(i))));
        }

        return columns;
    }

    private static CellKind KindOf(string type) => type switch
    {
        "smallint" or "integer" or "bigint" or "real" or "double precision" or "oid" => CellKind.Number,
        "boolean" => CellKind.Boolean,
        "bytea" => CellKind.Binary,
        _ => type.StartsWith("numeric", StringComparison.Ordinal) ? CellKind.Number : CellKind.Text,
    };

    private static CellKind KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => CellKind.Boolean,
        >= TypeCode.SByte and <= TypeCode.Decimal => CellKind.Number,
        _ => type == typeof(byte[]) ? CellKind.Binary : CellKind.Text,
    };
}
