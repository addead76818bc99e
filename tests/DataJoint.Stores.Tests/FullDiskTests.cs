namespace DataJoint.Stores.Tests;

public sealed class FullDiskTests() : FullDisk(kernelResolves: true);
