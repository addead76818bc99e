namespace DataJoint.Framework.Tests;

public sealed class MariaDbOpeningTests() : OpeningTests(
    "mariadb", "mysql", "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'");
