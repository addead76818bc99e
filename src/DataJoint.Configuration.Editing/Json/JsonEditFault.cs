using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>A text that should be edited is not JSON.</summary>
internal sealed class JsonEditFault : Exception
{
    public JsonEditFault(JsonFault fault)
        : base(fault.Message) => Fault = fault;

    public JsonFault Fault { get; }
}
