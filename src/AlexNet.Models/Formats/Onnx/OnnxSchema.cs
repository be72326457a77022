using AlexNet.Models.Formats.Protobuf;
using static AlexNet.Models.Formats.Protobuf.FieldSchema;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>What we read and write of ONNX's messages (onnx/onnx.proto3 in onnx/onnx), in the order in which they are written.</summary>
internal static class OnnxSchema
{
    public static readonly MessageSchema Entry = new("StringStringEntryProto", Text(1, "key"), Text(2, "value"));

    /// <summary>A tensor: its elements are raw bytes, or numbers in the field of their kind, or in another file.</summary>
    public static readonly MessageSchema Tensor = new("TensorProto",
        Integer(1, "dims"), Integer(2, "data_type"), Text(8, "name"), Many(13, "external_data", Entry), Integer(14, "data_location"), FieldSchema.Payload(4, "float_data"),
        FieldSchema.Payload(5, "int32_data"), FieldSchema.Payload(7, "int64_data"), FieldSchema.Payload(10, "double_data"), FieldSchema.Payload(11, "uint64_data"), FieldSchema.Payload(9, "raw_data"));

    /// <summary>An attribute of a node. Graphs in attributes, which loops and branches have, are passed over.</summary>
    public static readonly MessageSchema Attribute = new("AttributeProto",
        Text(1, "name"), Single(2, "f"), Integer(3, "i"), Text(4, "s"), One(5, "t", Tensor), Single(7, "floats"), Integer(8, "ints"), Integer(20, "type"));

    public static readonly MessageSchema Node = new("NodeProto", Text(1, "input"), Text(2, "output"), Text(3, "name"), Text(4, "op_type"), Text(7, "domain"), Many(5, "attribute", Attribute));

    private static readonly MessageSchema Dimension = new("Dimension", Integer(1, "dim_value"), Text(2, "dim_param"));

    private static readonly MessageSchema TensorType = new("Tensor", Integer(1, "elem_type"), One(2, "shape", new MessageSchema("TensorShapeProto", Many(1, "dim", Dimension))));

    /// <summary>An input or output of the graph.</summary>
    public static readonly MessageSchema Value = new("ValueInfoProto", Text(1, "name"), One(2, "type", new MessageSchema("TypeProto", One(1, "tensor_type", TensorType))));

    public static readonly MessageSchema Graph = new("GraphProto", Many(1, "node", Node), Text(2, "name"), Many(11, "input", Value), Many(12, "output", Value), Many(5, "initializer", Tensor));

    public static readonly MessageSchema OperatorSet = new("OperatorSetIdProto", Text(1, "domain"), Integer(2, "version"));

    public static readonly MessageSchema Model = new("ModelProto",
        Integer(1, "ir_version"), Text(2, "producer_name"), Text(3, "producer_version"), Text(4, "domain"), Integer(5, "model_version"), Text(6, "doc_string"),
        Many(8, "opset_import", OperatorSet), Many(14, "metadata_props", Entry), One(7, "graph", Graph));
}
