namespace DataJoint.Configuration.Editing;

internal enum PythonNodeKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Dictionary,
}
