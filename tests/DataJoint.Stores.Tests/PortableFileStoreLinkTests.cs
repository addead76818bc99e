namespace DataJoint.Stores.Tests;

public sealed class PortableFileStoreLinkTests() : FileStoreLinks(kernelResolves: false);
