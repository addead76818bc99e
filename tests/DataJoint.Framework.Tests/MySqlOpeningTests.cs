namespace DataJoint.Framework.Tests;

public sealed class MySqlOpeningTests() : OpeningTests(
    "mysql", "mysql", "SELECT VARIABLE_VALUE FROM performance_schema.session_status WHERE VARIABLE_NAME = 'Ssl_cipher'");
