namespace DataJoint.Stores.Tests;

public sealed class CheckedFullDiskTests() : FullDisk(kernelResolves: false);
