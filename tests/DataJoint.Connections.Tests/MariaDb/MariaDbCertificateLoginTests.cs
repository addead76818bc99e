namespace DataJoint.Connections.Tests;

public sealed class MariaDbCertificateLoginTests() : CertificateLoginTests(Backend.MariaDb);
