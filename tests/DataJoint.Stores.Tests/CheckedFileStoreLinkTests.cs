namespace DataJoint.Stores.Tests;

public sealed class CheckedFileStoreLinkTests() : FileStoreLinks(kernelResolves: false);
