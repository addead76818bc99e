using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Statements;

namespace DataJoint.Cli.Tests;

public sealed class SqlStatementTests
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("select 1;")]
    [InlineData("  -- a comment\n/* another; */ (SELECT 1) ; -- the end; really")]
    [InlineData("SELECT ';', \"a;b\", 'it''s; fine'")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("VALUES (1), (2)")]
    public void Reading_in_every_dialect(string text)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            SqlStatement.Parse(text, dialect).Reads.ShouldBeTrue(dialect.ToString());
        }
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", "INSERT")]
    [InlineData("update t set a = 1", "UPDATE")]
    [InlineData("/* SELECT */ DELETE FROM t", "DELETE")]
    [InlineData("DROP TABLE t", "DROP")]
    [InlineData("SET x = 1", "SET")]
    [InlineData("CALL p()", "CALL")]
    [InlineData("TRUNCATE t", "TRUNCATE")]
    [InlineData("COPY t TO PROGRAM 'x'", "COPY")]
    [InlineData("VACUUM", "VACUUM")]
    [InlineData("ATTACH 'x' AS y", "ATTACH")]
    [InlineData("ANALYZE DELETE FROM t", "ANALYZE")]
    [InlineData("\"SELECT\" 1", "?")]
    public void Writing_in_every_dialect(string text, string verb)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            var statement = SqlStatement.Parse(text, dialect);
            statement.Reads.ShouldBeFalse(dialect.ToString());
            statement.Verb.ShouldBe(verb, dialect.ToString());
        }
    }

    [Theory]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 INTO OUTFILE '/x'")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*! INTO OUTFILE '/x' */")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*M!100100 into @x */")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT NEXTVAL(s)")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT NEXT VALUE FOR s")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT pg_terminate_backend(1)")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT pg_catalog.\"pg_reload_conf\" ()")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT lo_export(1, '/x')")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA user_version = 3")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA main.journal_mode(wal)")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA query_only(0)")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA wal_checkpoint")]
    public void What_a_read_only_transaction_lets_pass_is_known(string dialect, string text) =>
        SqlStatement.Parse(text, Enum.Parse<SqlDialect>(dialect)).Reads.ShouldBeFalse();

    [Theory]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 'INTO', `into` FROM t /* INTO */ -- INTO")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1--1")]
    [InlineData(nameof(SqlDialect.MySql), "SHOW TABLES")]
    [InlineData(nameof(SqlDialect.MySql), "DESC t # what; is it")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT $$ ; DROP TABLE t $$, $a$ $$ ; $a$, E'it\\n; x', a$b FROM t")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT 1 /* a /* nested ; */ comment ; */")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT 'a\\b', u & \"b\"")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT 'a\\'")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 -- a\r\n")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT a::int, b[1:2], c ? 'd' FROM t")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT @a, '?' -- ?")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT pg_size_pretty(1), lo_x FROM t")]
    [InlineData(nameof(SqlDialect.PostgreSql), "TABLE t")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT [a;b], `c;d` FROM t")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA main.table_info(t)")]
    [InlineData(nameof(SqlDialect.Sqlite), "PRAGMA journal_mode")]
    public void What_only_looks_like_writing_reads(string dialect, string text) =>
        SqlStatement.Parse(text, Enum.Parse<SqlDialect>(dialect)).Effect.ShouldBeNull();

    [Theory]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1; DROP TABLE t")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*!; DROP TABLE t */")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 'a\\\\'; DROP TABLE t")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT 'a\\'; DROP TABLE t")]
    [InlineData(nameof(SqlDialect.PostgreSql), "BEGIN; SELECT 1")]
    [InlineData(nameof(SqlDialect.PostgreSql), "CREATE TABLE t (a int); DROP TABLE t")]
    [InlineData(nameof(SqlDialect.Sqlite), "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2")]
    [InlineData(nameof(SqlDialect.MySql), "CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; SELECT CASE WHEN 1 THEN 2 END; END; SELECT 2")]
    public void More_than_one_statement_is_refused(string dialect, string text) => Refuse(text, Enum.Parse<SqlDialect>(dialect)).ShouldContain("one statement");

    [Theory]
    [InlineData(nameof(SqlDialect.Sqlite), "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; DELETE FROM u; END;")]
    [InlineData(nameof(SqlDialect.MySql), "CREATE PROCEDURE p() BEGIN DECLARE i INT; WHILE i < 3 DO SET i = i + 1; END WHILE; CASE i WHEN 1 THEN SELECT 1; END CASE; END")]
    [InlineData(nameof(SqlDialect.MySql),
        "CREATE OR REPLACE DEFINER = 'a'@'%' AGGREGATE FUNCTION IF NOT EXISTS d.f(x INT) RETURNS CHAR(3) CHARACTER SET utf8mb4 BEGIN SELECT 1; RETURN 2; END")]
    [InlineData(nameof(SqlDialect.MySql), "CREATE DEFINER = CURRENT_USER() TRIGGER t AFTER INSERT ON u FOR EACH ROW a: BEGIN SET @x = 1; END a")]
    [InlineData(nameof(SqlDialect.MySql), "CREATE DEFINER=root@my-host.example EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END")]
    [InlineData(nameof(SqlDialect.Sqlite), "CREATE TEMP TRIGGER IF NOT EXISTS a AFTER UPDATE OF b ON t BEGIN SELECT 1; SELECT 2; END")]
    [InlineData(nameof(SqlDialect.PostgreSql), "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql RETURN $1")]
    [InlineData(nameof(SqlDialect.PostgreSql), "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END")]
    public void The_body_of_a_routine_is_part_of_its_statement(string dialect, string text) =>
        SqlStatement.Parse(text, Enum.Parse<SqlDialect>(dialect)).Verb.ShouldBe("CREATE");

    [Theory]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*!99999 ' */ INTO OUTFILE '/tmp/o' -- '")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*!99999 ' */; SET SESSION TRANSACTION READ WRITE; COMMIT; DELETE FROM t -- '")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 /*M!999999 ' */ INTO OUTFILE '/tmp/o' -- '")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT /*+ QB_NAME(`*/`) */ 1 INTO OUTFILE '/tmp/o' -- ` */ FROM t")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 'a\\', 'b' INTO OUTFILE '/tmp/o' -- '")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT \"a\\\", \"b\"\"")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT 'a\\', pg_reload_conf() -- '")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT E'it\\'s'")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT 1 -- a\r + pg_reload_conf()")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT U&\"\\0070g_reload_conf\"()")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT U&\"!0070g_reload_conf\" UESCAPE '!' ()")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT query_to_xml_and_xmlschema('SELECT pg_reload_conf()', true, true, '')")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT ts_stat('SELECT pg_reload_conf()')")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT dblink_exec('x', 'y')")]
    [InlineData(nameof(SqlDialect.MySql), "SELECT 1 # a\r FROM t")]
    public void What_servers_may_read_otherwise_may_write(string dialect, string text) =>
        SqlStatement.Parse(text, Enum.Parse<SqlDialect>(dialect)).Reads.ShouldBeFalse();

    [Fact]
    public void Only_white_space_of_ASCII_separates()
    {
        foreach (char space in "\u0085\u00a0\u2028\u3000\ufeff")
        {
            // MySQL sees two minus signs and a name.
            Refuse($"SELECT 1 --{space}1; DROP TABLE t", SqlDialect.MySql).ShouldContain("one statement");
            foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
            {
                SqlStatement.Parse($"SELECT{space}1", dialect).Reads.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_carriage_return_ends_a_comment_of_PostgreSQL() => Refuse("SELECT 1 -- a\r; DROP TABLE t", SqlDialect.PostgreSql).ShouldContain("one statement");

    [Theory]
    [InlineData(nameof(SqlDialect.MySql), "SELECT ?")]
    [InlineData(nameof(SqlDialect.PostgreSql), "SELECT $1")]
    [InlineData(nameof(SqlDialect.PostgreSql), "INSERT INTO t VALUES ($a)")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT $a")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT :a")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT @a")]
    [InlineData(nameof(SqlDialect.Sqlite), "SELECT ?1")]
    public void A_parameter_is_refused(string dialect, string text) => Refuse(text, Enum.Parse<SqlDialect>(dialect)).ShouldContain("takes no parameters");

    [Theory]
    [InlineData("SELECT 1\0")]
    [InlineData("SELECT '\0'")]
    public void A_NUL_is_refused(string text)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            Refuse(text, dialect).ShouldContain("NUL");
        }
    }

    [Theory]
    [InlineData("CREATE TABLE event (begin INT); DROP TABLE t")]
    [InlineData("CREATE OR REPLACE TABLE trigger (a INT DEFAULT 1) begin; DROP TABLE t")]
    [InlineData("CREATE DEFINER = function@event VIEW v AS SELECT 1 begin; DROP TABLE t")]
    [InlineData("CREATE TABLE t AS SELECT 1 procedure, 2 begin; DROP TABLE t")]
    [InlineData("CREATE FUNCTION begin SONAME 'x'; DROP TABLE t")]
    [InlineData("CREATE PROCEDURE p(begin INT) DO 0; DROP TABLE t")]
    [InlineData("CREATE PROCEDURE p() SELECT 1 AS begin; DROP TABLE t")]
    public void A_word_that_is_only_a_name_opens_no_body(string text)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>().Where(d => d != SqlDialect.Sqlite || !text.Contains('@')))
        {
            Refuse(text, dialect).ShouldContain("one statement", customMessage: dialect.ToString());
        }
    }

    [Theory]
    [InlineData("SELECT 'a")]
    [InlineData("SELECT \"a")]
    [InlineData("SELECT 1 /* a")]
    public void What_is_never_closed_is_refused(string text)
    {
        foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
        {
            Refuse(text, dialect).ShouldContain("never closed");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ;; ")]
    [InlineData("-- only a comment")]
    public void Nothing_is_refused(string text) => Refuse(text, SqlDialect.Sqlite).ShouldContain("empty");

    [Fact]
    public void No_message_quotes_the_statement()
    {
        foreach (string text in new[] { "SELECT 'CANARY", "SELECT 1; CREATE USER u IDENTIFIED BY 'CANARY'" })
        {
            Refuse(text, SqlDialect.MySql).ShouldNotContain("CANARY");
        }

        SqlStatement.Parse("CANARY", SqlDialect.MySql).Effect.ShouldBe("begins with no known keyword and may write");
        SqlStatement.Parse("CREATE USER u IDENTIFIED BY 'CANARY'", SqlDialect.MySql).Effect.ShouldBe("begins with CREATE and may write");
    }

    private static string Refuse(string text, SqlDialect dialect)
    {
        CommandException refusal = Should.Throw<CommandException>(() => SqlStatement.Parse(text, dialect));
        refusal.ExitCode.ShouldBe(ExitCode.UsageError);
        return refusal.Message;
    }
}
