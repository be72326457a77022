"""Graphs put together node by node with the onnx package, as the ONNX zoo's files, converters and quantisers write them."""
import numpy as np, onnx, torch
from onnx import TensorProto, helper, numpy_helper


class Graph:
    def __init__(self, size, ir_version=8, opset=12):
        self.nodes, self.tensors, self.size, self.ir, self.opset, self.count = [], [], size, ir_version, opset, 0

    def tensor(self, name, array, **kind):
        self.tensors.append(kind["make"](name, array) if "make" in kind else numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(self, op, inputs, outputs=None, **attributes):
        self.count += 1
        outputs = outputs or [f"{op.lower()}_{self.count}"]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=f"{op}{self.count}", **attributes))
        return outputs[0]

    def save(self, path, output, weights_are_inputs=False, input_name="data_0", output_size=5, external=None, extra_domains=()):
        value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        inputs = [value(input_name, [1, 3, self.size, self.size])]
        if weights_are_inputs:
            inputs += [helper.make_tensor_value_info(t.name, t.data_type, t.dims) for t in self.tensors]
        graph = helper.make_graph(self.nodes, "graph", inputs, [value(output, [1, output_size])], self.tensors)
        model = helper.make_model(graph, producer_name="fixtures", opset_imports=[helper.make_opsetid("", self.opset)] + [helper.make_opsetid(d, 1) for d in extra_domains])
        model.ir_version = self.ir
        if external:
            onnx.save_model(model, path, save_as_external_data=True, all_tensors_to_one_file=True, location=external, size_threshold=1000)
        else:
            onnx.save(model, path)


def parameters(net, name):
    layer = getattr(net, name)
    return layer.weight.detach().numpy(), layer.bias.detach().numpy()


def zoo(net, path, opset, ir):
    """The layout of bvlcalexnet-*.onnx and caffenet-*.onnx: names, Reshape by a tensor, Dropout, LRN, a padded last pool, Softmax."""
    g = Graph(224, ir, opset)
    old = opset < 12
    conv = lambda x, n, **a: g.node("Relu", [g.node("Conv", [x, g.tensor(f"{n}_w_0", parameters(net, n)[0]), g.tensor(f"{n}_b_0", parameters(net, n)[1])], [f"{n}_1"], **a)], [f"{n}_2"])
    pool = lambda x, pads: g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], pads=pads)
    norm = lambda x: g.node("LRN", [x], size=5, alpha=1e-4, beta=0.75, bias=1.0)
    after = (lambda x: norm(pool(x, [0] * 4))) if net.variant == "caffenet" else (lambda x: pool(norm(x), [0] * 4))
    x = after(conv("data_0", "conv1", kernel_shape=[11, 11], strides=[4, 4], pads=[0] * 4))
    x = after(conv(x, "conv2", kernel_shape=[5, 5], pads=[2] * 4, group=2))
    x = conv(x, "conv3", kernel_shape=[3, 3], pads=[1] * 4)
    x = conv(x, "conv4", kernel_shape=[3, 3], pads=[1] * 4, group=2)
    x = pool(conv(x, "conv5", kernel_shape=[3, 3], pads=[1] * 4, group=2), [0, 0, 1, 1])
    x = g.node("Reshape", [x, g.tensor("OC2_DUMMY_1", np.array([1, 72], dtype=np.int64))])
    for n in ("fc6", "fc7", "fc8"):
        w, b = parameters(net, n)
        x = g.node("Gemm", [x, g.tensor(f"{n}_w_0", w), g.tensor(f"{n}_b_0", b)], transB=1)
        if n != "fc8":
            x = g.node("Relu", [x])
            if old:
                x = g.node("Dropout", [x], [f"{n}_3", f"_{n}_mask"], ratio=0.5)
            else:
                x = g.node("Dropout", [x, g.tensor(f"{n}_ratio", np.float32(0.5))])
    g.node("Softmax", [x], ["prob_1"], axis=1)
    g.save(path, "prob_1", weights_are_inputs=ir < 4)


def body(g, x, conv, norm, fully):
    """bvlc at 227 by three functions."""
    pool = lambda x: g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2])
    x = pool(norm(conv(x, "conv1", strides=[4, 4])))
    x = pool(norm(conv(x, "conv2", pads=[2] * 4, group=2)))
    x = conv(x, "conv3", pads=[1] * 4)
    x = conv(x, "conv4", pads=[1] * 4, group=2)
    x = pool(conv(x, "conv5", pads=[1] * 4, group=2))
    x = g.node("Flatten", [x], axis=1)
    for n in ("fc6", "fc7", "fc8"):
        x = fully(x, n)
    return x


def lrn(g):
    return lambda x: g.node("LRN", [x], size=5, alpha=1e-4, beta=0.75, bias=1.0)


def external(net, path, location):
    g = Graph(227, 7, 13)
    conv = lambda x, n, **a: g.node("Relu", [g.node("Conv", [x] + [g.tensor(f"{n}.{k}", p) for k, p in zip(("weight", "bias"), parameters(net, n))], **a)])
    fully = lambda x, n: (lambda y: y if n == "fc8" else g.node("Relu", [y]))(g.node("Gemm", [x] + [g.tensor(f"{n}.{k}", p) for k, p in zip(("weight", "bias"), parameters(net, n))], transB=1))
    g.save(path, body(g, "data_0", conv, lrn(g), fully), external=location)


def half(net, path):
    """Computes in halves: biases as bits in int32_data, weights as raw bytes; a Cast at either end."""
    g = Graph(227, 7, 13)
    conv = lambda x, n, **a: g.node("Relu", [g.node("Conv", [x, g.tensor(f"{n}.weight", parameters(net, n)[0].astype(np.float16)), g.tensor(f"{n}.bias", parameters(net, n)[1], make=bits)], **a)])
    fully = lambda x, n: (lambda y: y if n == "fc8" else g.node("Relu", [y]))(g.node("Gemm", [x, g.tensor(f"{n}.weight", parameters(net, n)[0].astype(np.float16)), g.tensor(f"{n}.bias", parameters(net, n)[1], make=bits)], transB=1))
    x = g.node("Cast", ["data_0"], to=TensorProto.FLOAT16)
    g.save(path, g.node("Cast", [body(g, x, conv, lrn(g), fully)], to=TensorProto.FLOAT))


def bits(name, array):
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT16, dims=array.shape)
    tensor.int32_data.extend(int(v) for v in array.astype(np.float16).view(np.uint16).ravel())
    return tensor


def products(net, path):
    """Weights in all places and forms: float_data, doubles, Constant nodes, Identity, Transpose; products with alpha and beta, MatMul and Add, biases added after."""
    g = Graph(227, 7, 13)
    floats = lambda name, array: helper.make_tensor(name, TensorProto.FLOAT, array.shape, array.ravel().tolist())

    def conv(x, n, **a):
        w, b = parameters(net, n)
        if n == "conv2":
            x = g.node("Conv", [x, g.tensor("conv2.weight", w)], auto_pad="SAME_UPPER", group=2)
            return g.node("Relu", [g.node("Add", [g.tensor("conv2.bias", b.reshape(1, -1, 1, 1)), x])])
        if n == "conv3":
            w = g.node("Constant", [], ["conv3.weight"], value=numpy_helper.from_array(w))
            b = g.node("Identity", [g.tensor("conv3.bias", b.astype(np.float64))])
            return g.node("Relu", [g.node("Conv", [x, w, b], **a)])
        return g.node("Relu", [g.node("Conv", [x, g.tensor(f"{n}.weight", w, make=floats), g.tensor(f"{n}.bias", b)], **a)])

    def fully(x, n):
        w, b = parameters(net, n)
        if n == "fc6":
            y = g.node("Gemm", [x, g.tensor("fc6.weight", w.T.copy() * 4), g.tensor("fc6.bias", (b / 2).reshape(1, -1))], alpha=0.25, beta=2.0)
        elif n == "fc7":
            y = g.node("Add", [g.node("MatMul", [x, g.tensor("fc7.weight", w.T.copy())]), g.tensor("fc7.bias", b)])
        else:
            y = g.node("MatMul", [x, g.node("Transpose", [g.tensor("fc8.weight", w)], perm=[1, 0])])
            return g.node("Add", [y, g.tensor("fc8.bias", b)])
        return g.node("Relu", [y])

    g.save(path, body(g, "data_0", conv, lrn(g), fully))


def quantize(w, axis):
    """Symmetric int8 along an axis, and what it stands for."""
    scale = (np.abs(w).max(axis=tuple(i for i in range(w.ndim) if i != axis)) / 127).astype(np.float32)
    shape = [-1 if i == axis else 1 for i in range(w.ndim)]
    q = np.round(w / scale.reshape(shape)).astype(np.int8)
    return q, scale, (q.astype(np.float32) * scale.reshape(shape)).astype(np.float32)


def replace(net, name, weights, biases):
    layer = getattr(net, name)
    layer.weight.data, layer.bias.data = torch.from_numpy(np.ascontiguousarray(weights)), torch.from_numpy(biases)


def qdq(net, path):
    """Weights of one scale a channel and activations between QuantizeLinear and DequantizeLinear, as onnxruntime.quantization's QDQ format has it."""
    g = Graph(227, 7, 13)
    scale, zero = g.tensor("x_scale", np.float32(0.5)), g.tensor("x_zero", np.uint8(128))
    positive = g.tensor("positive_zero", np.uint8(0))
    around = lambda x, z=zero: g.node("DequantizeLinear", [g.node("QuantizeLinear", [x, scale, z]), scale, z])

    def weights(n):
        w, b = parameters(net, n)
        q, s, real = quantize(w, 0)
        bias_scale = (0.5 * s).astype(np.float32)
        qb = np.round(b / bias_scale).astype(np.int32)
        replace(net, n, real, qb.astype(np.float32) * bias_scale)
        d = g.node("DequantizeLinear", [g.tensor(f"{n}.q", q), g.tensor(f"{n}.s", s), g.tensor(f"{n}.z", np.zeros(len(s), np.int8))], axis=0)
        return [d, g.node("DequantizeLinear", [g.tensor(f"{n}.qb", qb), g.tensor(f"{n}.sb", bias_scale), g.tensor(f"{n}.zb", np.zeros(len(s), np.int32))], axis=0)]

    conv = lambda x, n, **a: around(g.node("Relu", [g.node("Conv", [around(x)] + weights(n), **a)]), positive)
    fully = lambda x, n: (lambda y: y if n == "fc8" else g.node("Relu", [y]))(g.node("Gemm", [around(x)] + weights(n), transB=1))
    g.save(path, body(g, "data_0", conv, lrn(g), fully))


def qlinear(net, path):
    """Operators on bytes, as onnxruntime.quantization's QOperator format has it: no Relu where the output's least byte stands for 0."""
    g = Graph(227, 7, 12)
    g.tensor("scale", np.float32(0.5)), g.tensor("zero", np.uint8(128)), g.tensor("least", np.uint8(0))
    on_bytes = set()

    def conv(x, n, **a):
        w, b = parameters(net, n)
        q, s, real = quantize(w, 0)
        qb = np.round(b / (0.5 * s)).astype(np.int32)
        replace(net, n, real, (qb * (np.float32(0.5) * s)).astype(np.float32))
        x = x if x in on_bytes else g.node("QuantizeLinear", [x, "scale", "zero"])
        on_bytes.add(y := g.node("QLinearConv", [x, "scale", "zero", g.tensor(f"{n}_quantized", q), g.tensor(f"{n}_scale", s), g.tensor(f"{n}_zero", np.zeros(len(s), np.int8)), "scale", "least", g.tensor(f"{n}_bias", qb)], **a))
        return y

    norm = lambda x: g.node("LRN", [g.node("DequantizeLinear", [x, "scale", "least"])], size=5, alpha=1e-4, beta=0.75, bias=1.0)

    def fully(x, n):
        w, b = parameters(net, n)
        # The maps after the last pooling are bytes already.
        x = x if n == "fc6" else g.node("QuantizeLinear", [x, "scale", "zero"])
        q, s, real = quantize(w, 0)
        if n == "fc7":
            qb = np.round(b / (0.5 * s)).astype(np.int32)
            replace(net, n, real, (qb * (np.float32(0.5) * s)).astype(np.float32))
            g.count += 1
            g.nodes.append(helper.make_node("QGemm", [x, "scale", "zero", g.tensor("fc7_q", q), g.tensor("fc7_s", s), g.tensor("fc7_z", np.zeros(len(s), np.int8)), g.tensor("fc7_qb", qb), "scale", "least"],
                                            [f"qgemm_{g.count}"], domain="com.microsoft", transB=1, alpha=1.0))
            return g.node("DequantizeLinear", [f"qgemm_{g.count}", "scale", "least"])
        # One scale for all, and a zero point that is not 0.
        scale = np.float32(np.abs(w).max() / 100)
        q = (np.round(w / scale) + 128).astype(np.uint8)
        replace(net, n, ((q.astype(np.float32) - 128) * scale).astype(np.float32), b)
        y = g.node("QLinearMatMul", [x, "scale", "zero", g.tensor(f"{n}_q", q.T.copy()), g.tensor(f"{n}_s", scale), g.tensor(f"{n}_z", np.uint8(128)), "scale", "zero"])
        y = g.node("Add", [g.node("DequantizeLinear", [y, "scale", "zero"]), g.tensor(f"{n}.bias", b)])
        return y if n == "fc8" else g.node("Relu", [y])

    g.save(path, body(g, "data_0", conv, norm, fully), extra_domains=["com.microsoft"])
