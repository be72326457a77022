"""Caffe's messages, from the field numbers that src/caffe/proto/caffe.proto publishes, by Google's own protobuf package."""
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
import numpy as np

F = descriptor_pb2.FieldDescriptorProto
I32, I64, FLOAT, BOOL, STRING, MESSAGE, ENUM = F.TYPE_INT32, F.TYPE_INT64, F.TYPE_FLOAT, F.TYPE_BOOL, F.TYPE_STRING, F.TYPE_MESSAGE, F.TYPE_ENUM

PARAMETERS = {  # name: (number, number in V1, [(field number, name, type, is repeated)])
    "ConcatParameter": (104, 9, [(2, "axis", I32, 0), (1, "concat_dim", I32, 0)]),
    "ConvolutionParameter": (106, 10, [(1, "num_output", I32, 0), (2, "bias_term", BOOL, 0), (3, "pad", I32, 1), (4, "kernel_size", I32, 1), (5, "group", I32, 0), (6, "stride", I32, 1)]),
    "DataParameter": (107, 11, [(1, "source", STRING, 0), (4, "batch_size", I32, 0)]),
    "DropoutParameter": (108, 12, [(1, "dropout_ratio", FLOAT, 0)]),
    "InnerProductParameter": (117, 17, [(1, "num_output", I32, 0), (2, "bias_term", BOOL, 0)]),
    "LRNParameter": (118, 18, [(1, "local_size", I32, 0), (2, "alpha", FLOAT, 0), (3, "beta", FLOAT, 0), (4, "norm_region", I32, 0), (5, "k", FLOAT, 0)]),
    "PoolingParameter": (121, 19, [(1, "pool", I32, 0), (2, "kernel_size", I32, 0), (3, "stride", I32, 0)]),
}
SHORT = {"ConcatParameter": "concat_param", "ConvolutionParameter": "convolution_param", "DataParameter": "data_param", "DropoutParameter": "dropout_param",
         "InnerProductParameter": "inner_product_param", "LRNParameter": "lrn_param", "PoolingParameter": "pooling_param"}
V1 = {"Concat": 3, "Convolution": 4, "Data": 5, "Dropout": 6, "InnerProduct": 14, "LRN": 15, "Pooling": 17, "ReLU": 18, "SoftmaxWithLoss": 21, "Softmax": 20, "Split": 22}


def messages(packed):
    """The message classes; packed is what [packed = true] says of blobs, which files of before 2013's end do not have."""
    file = descriptor_pb2.FileDescriptorProto(name=f"caffe_{packed}.proto", package="caffe", syntax="proto2")

    def message(name, *fields):
        m = file.message_type.add(name=name)
        for number, field, kind, repeated in fields:
            f = m.field.add(number=number, name=field, label=F.LABEL_REPEATED if repeated else F.LABEL_OPTIONAL)
            if isinstance(kind, str):
                f.type, f.type_name = MESSAGE, f".caffe.{kind}"
            else:
                f.type = kind
            if repeated == "packed":
                f.options.packed = True

    message("BlobShape", (1, "dim", I64, "packed"))
    message("BlobProto", (7, "shape", "BlobShape", 0), (5, "data", FLOAT, "packed" if packed else 1), (6, "diff", FLOAT, "packed" if packed else 1), (1, "num", I32, 0), (2, "channels", I32, 0), (3, "height", I32, 0), (4, "width", I32, 0))
    message("NetStateRule", (1, "phase", I32, 0))
    message("TransformationParameter", (1, "scale", FLOAT, 0), (2, "mirror", BOOL, 0), (3, "crop_size", I32, 0), (4, "mean_file", STRING, 0), (5, "mean_value", FLOAT, 1))
    for name, (_, _, fields) in PARAMETERS.items():
        message(name, *fields)
    message("LayerParameter", (1, "name", STRING, 0), (2, "type", STRING, 0), (3, "bottom", STRING, 1), (4, "top", STRING, 1), (5, "loss_weight", FLOAT, 1), (7, "blobs", "BlobProto", 1), (8, "include", "NetStateRule", 1),
            (100, "transform_param", "TransformationParameter", 0), *[(new, SHORT[name], name, 0) for name, (new, _, _) in PARAMETERS.items()])
    message("V1LayerParameter", (2, "bottom", STRING, 1), (3, "top", STRING, 1), (4, "name", STRING, 0), (5, "type", I32, 0), (6, "blobs", "BlobProto", 1), (7, "blobs_lr", FLOAT, 1), (32, "include", "NetStateRule", 1),
            (36, "transform_param", "TransformationParameter", 0), *[(old, SHORT[name], name, 0) for name, (_, old, _) in PARAMETERS.items()])
    message("NetParameter", (1, "name", STRING, 0), (2, "layers", "V1LayerParameter", 1), (3, "input", STRING, 1), (4, "input_dim", I32, 1), (5, "force_backward", BOOL, 0), (100, "layer", "LayerParameter", 1))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return factory.GetPrototype(pool.FindMessageTypeByName("caffe.NetParameter"))


def write(net, path, name, v1=False, packed=True, legacy=False, bare=False, training=False):
    """net's weights: in layers of V1 or of today, shapes as four extents or as a list, with all that describes the network or with nothing of it, as saved after training."""
    proto = messages(packed)(name=name)

    def add(name, kind, bottoms=(), tops=(), **parameters):
        layer = (proto.layers if v1 else proto.layer).add(name=name)
        layer.type = V1[kind] if v1 else kind
        if not bare:
            layer.bottom.extend(bottoms)
            layer.top.extend(tops)
            for field, values in parameters.items():
                for key, value in values.items():
                    target = getattr(layer, field)
                    if isinstance(value, list):
                        getattr(target, key).extend(value)
                    else:
                        setattr(target, key, value)
        if kind in ("Convolution", "InnerProduct"):
            module = getattr(net, name)
            for values in (module.weight.detach().numpy(), module.bias.detach().numpy()):
                blob = layer.blobs.add()
                shape = values.shape
                if legacy:
                    blob.num, blob.channels, blob.height, blob.width = (1,) * (4 - len(shape)) + shape
                else:
                    blob.shape.dim.extend(shape)
                blob.data.extend(values.ravel().tolist())
                if training:
                    blob.diff.extend(np.zeros(values.size).tolist())
        return layer

    if training:
        data = add("data", "Data", (), ("data", "label"), data_param={"source": "ilsvrc12_train_lmdb", "batch_size": 256}, transform_param={"mirror": True, "crop_size": 227, "mean_file": "imagenet_mean.binaryproto"})
        data.include.add(phase=0)
        add("label_data_1_split", "Split", ("label",), ("label_data_1_split_0", "label_data_1_split_1"))
    elif not bare:
        proto.input.append("data")
        proto.input_dim.extend([10, 3, 227, 227])
    current = "data"

    def norm(n):
        nonlocal current
        add(f"norm{n}", "LRN", (current,), (f"norm{n}",), lrn_param={"local_size": 5, "alpha": 1e-4, "beta": 0.75})
        current = f"norm{n}"

    def pool(n):
        nonlocal current
        add(f"pool{n}", "Pooling", (current,), (f"pool{n}",), pooling_param={"pool": 0, "kernel_size": 3, "stride": 2})
        current = f"pool{n}"

    for i, (stride, pad, kernel, group) in enumerate([(4, 0, 11, 1), (1, 2, 5, 2), (1, 1, 3, 1), (1, 1, 3, 2), (1, 1, 3, 2)], 1):
        parameters = {"num_output": getattr(net, f"conv{i}").out_channels, "kernel_size": [kernel], "group": group}
        if stride > 1:
            parameters["stride"] = [stride]
        if pad:
            parameters["pad"] = [pad]
        add(f"conv{i}", "Convolution", (current,), (f"conv{i}",), convolution_param=parameters)
        current = f"conv{i}"
        add(f"relu{i}", "ReLU", (current,), (current,))
        if i in (1, 2):
            for step in (pool, norm) if net.variant == "caffenet" else (norm, pool):
                step(i)
    pool(5)
    for n in ("fc6", "fc7", "fc8"):
        add(n, "InnerProduct", (current,), (n,), inner_product_param={"num_output": getattr(net, n).out_features})
        current = n
        if n != "fc8":
            add(n.replace("fc", "relu"), "ReLU", (n,), (n,))
            add(n.replace("fc", "drop"), "Dropout", (n,), (n,), dropout_param={"dropout_ratio": 0.5})
    if training:
        add("loss", "SoftmaxWithLoss", ("fc8", "label_data_1_split_0"), ("loss",))
    else:
        add("prob", "Softmax", ("fc8",), ("prob",))
    with open(path, "wb") as f:
        f.write(proto.SerializeToString())
