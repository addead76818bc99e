namespace DataJoint.Connections.Tests;

public sealed class MySqlCertificateLoginTests() : CertificateLoginTests(Backend.MySql);
