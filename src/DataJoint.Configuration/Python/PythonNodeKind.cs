namespace DataJoint.Configuration;

internal enum PythonNodeKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Dictionary,
}
