namespace DataJoint.Stores.Tests;

public sealed class PortableFileStoreFaultTests() : FileStoreFaults(kernelResolves: false);
