namespace DataJoint.Configuration.Editing.Python;

internal enum PythonNodeKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Dictionary,
}
