namespace DataJoint.Stores.Tests;

public sealed class FileStoreFaultTests() : FileStoreFaults(kernelResolves: true);
