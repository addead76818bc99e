namespace DataJoint.Stores.Tests;

public sealed class CheckedFileStoreFaultTests() : FileStoreFaults(kernelResolves: false);
