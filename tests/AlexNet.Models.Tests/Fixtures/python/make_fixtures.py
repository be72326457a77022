#!/usr/bin/python3
"""Writes small networks as PyTorch, NumPy, safetensors, pickle and cuda-convnet files beside itself, and logits.json, PyTorch's answers.

Needs Debian's python3-torch and python3-numpy. Weights follow from the formula of make_oracles.py (tests/AlexNet.Engine.Tests/Fixtures/oracles), by the names
conv1.weight .. fc8.bias; the input is unit("input") * 128. Networks are narrow: NARROW below.
  make_fixtures.py               the fixtures
  make_fixtures.py --full DIR    the oracles' networks at full size in every format, 244 MB each, for FullSizeTests (see there)
"""
import argparse, io, json, os, pickle, shutil, struct, sys, types, zipfile
import numpy as np, torch, torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
ORACLES = os.path.join(HERE, "../../../AlexNet.Engine.Tests/Fixtures/oracles")
sys.path.insert(0, ORACLES)
from make_oracles import AFTER, SIZE, parameter, unit

SEED = 24301
# maps of conv1..5, then neurons of fc6..8
NARROW = {1: ([4, 6, 8, 6, 6], [10, 8, 5]), 2: ([8, 8, 12, 8, 8], [12, 10, 5])}
FULL = {1: ([64, 192, 384, 256, 256], [4096, 4096, 1000]), 2: ([96, 256, 384, 384, 256], [4096, 4096, 1000])}
KERNELS = [11, 5, 3, 3, 3]
GROUPS = {1: [1] * 5, 2: [1, 2, 1, 2, 2]}
PADDING = [None, 2, 1, 1, 1]


def towers(network):
    return 1 if network == "torchvision" else 2


def weights(network, sizes):
    """Our names to tensors, outputs first."""
    maps, neurons = sizes[towers(network)]
    shapes, before = {}, 3
    for i, (out, kernel, groups) in enumerate(zip(maps, KERNELS, GROUPS[towers(network)])):
        shapes[f"conv{i + 1}"] = (out, before // groups, kernel, kernel)
        before = out
    before *= 36
    for i, out in enumerate(neurons):
        shapes[f"fc{i + 6}"] = (out, before)
        before = out
    out = {}
    for name, shape in shapes.items():
        out[name + ".weight"] = parameter(name + ".weight", shape, SEED)
        out[name + ".bias"] = parameter(name + ".bias", shape[:1], SEED)
    return out


def logits(network, w):
    size = SIZE[network]
    x = torch.from_numpy(unit("input", 3 * size * size, SEED).reshape(1, 3, size, size) * np.float32(128))
    if network == "source2012":
        x = F.pad(x, (0, 3, 0, 3))
    for i in range(5):
        padding = PADDING[i] if i else 2 if network == "torchvision" else 0
        x = F.conv2d(x, w[f"conv{i + 1}.weight"].float(), w[f"conv{i + 1}.bias"].float(), 4 if i == 0 else 1, padding, 1, GROUPS[towers(network)][i])
        for _, step in AFTER[network][i] if i < 2 else [("", F.relu)]:
            x = step(x)
    x = F.max_pool2d(x, 3, 2).flatten(1)
    for i in (6, 7, 8):
        x = F.linear(x, w[f"fc{i}.weight"].float(), w[f"fc{i}.bias"].float())
        if i < 8:
            x = F.relu(x)
            # Dropout of the 2012 source and of the paper scales at test time.
            x = x * 0.5 if network == "source2012" else x
    return [float(str(v)) for v in x[0].numpy()]


TORCH = dict(zip(["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"],
                 ["features.0", "features.3", "features.6", "features.8", "features.10", "classifier.1", "classifier.4", "classifier.6"]))


def torch_names(w, prefix="", inner=""):
    """torchvision's names; inner is what DataParallel adds inside of features, as in pytorch/examples/imagenet."""
    def rename(name):
        layer, role = name.split(".")
        module = TORCH[layer]
        return prefix + (module.replace("features.", "features." + inner) if module.startswith("features") else module) + "." + role
    state = __import__("collections").OrderedDict((rename(name), t) for name, t in w.items())
    state._metadata = {"": {"version": 1}}
    return state


# --- NumPy

def hwio(w):
    """TensorFlow's order: convolutions [kernel, kernel, in, out], fully connected [in, out], fc6's inputs [row, column, channel]."""
    out = {}
    for name, t in w.items():
        a = t.numpy()
        if a.ndim == 4:
            a = a.transpose(2, 3, 1, 0)
        elif name == "fc6.weight":
            channels = a.shape[1] // 36
            a = a.reshape(-1, channels, 6, 6).transpose(2, 3, 1, 0).reshape(a.shape[1], a.shape[0])
        elif a.ndim == 2:
            a = a.T
        out[name] = np.ascontiguousarray(a)
    return out


def by_layer(arrays):
    layers = sorted({name.split(".")[0] for name in arrays})
    return {layer: [arrays[layer + ".weight"], arrays[layer + ".bias"]] for layer in layers}


# --- Pickles as Python 2 wrote them: text and bytes are both its str, and objects of old classes are made by OBJ.

class Python2Pickler(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)

    def __init__(self, file):
        super().__init__(file, 2)

    def save_str2(self, value):
        raw = value if isinstance(value, bytes) else value.encode("latin1")
        self.write(b"U" + bytes([len(raw)]) + raw if len(raw) < 256 else b"T" + struct.pack("<i", len(raw)) + raw)
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_str2

    def save(self, value, save_persistent_id=True):
        if isinstance(value, OldClass) and id(value) not in self.memo:
            self.write(pickle.MARK)
            self.save(type(value))
            self.write(pickle.OBJ)
            self.memoize(value)
            self.save(value.__dict__)
            self.write(pickle.BUILD)
            return
        super().save(value, save_persistent_id)


class OldClass:
    pass


def option_classes():
    module = sys.modules["options"] = types.ModuleType("options")
    for name in ("OptionsParser", "Option", "OptionExpression", "StringOptionParser", "ListOptionParser"):
        setattr(module, name, type(name, (OldClass,), {"__module__": "options"}))
    return module


def python2(value):
    out = io.BytesIO()
    Python2Pickler(out).dump(value)
    return out.getvalue()


def npy_python2(value):
    """numpy.save of an object under Python 2."""
    header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }"
    header += " " * (-(len(header) + 11) % 16) + "\n"
    array = np.empty((), dtype=object)
    array[()] = value
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + python2(array)


# --- cuda-convnet: the fields that its layer.py writes, for layers-145.cfg (two towers, a dictionary of layers) and for one tower (a list of layers)

def options_object():
    o = option_classes()
    parser, option = o.OptionsParser(), o.Option()
    value = o.OptionExpression()
    value.expr = "[-1] * num_gpus"
    option.__dict__.update(letter="gpu", name="gpu", parser=o.StringOptionParser, value=value, set_once=False)
    parser.options = {"gpu": option}
    return parser


class Net:
    """Builds layers with their weights; fc matrices are column-major, as the program keeps them."""

    def __init__(self):
        self.layers = {}

    def add(self, name, type, inputs, outputs, **fields):
        layer = dict(name=name, type=type, outputs=outputs, gpu=fields.pop("gpu", 0), **fields)
        if inputs:
            layer["inputs"] = list(inputs)
            layer["inputLayers"] = [self.layers[i] for i in inputs]
            layer["numInputs"] = [self.layers[i]["outputs"] for i in inputs]
        self.layers[name] = layer
        return name

    def neuron(self, source):
        return self.add(source + "_neuron", "neuron", [source], self.layers[source]["outputs"], neuron=dict(type="relu", params={}, usesActs=True, usesInputs=False))

    def conv(self, name, inputs, blocks, bias, size, channels, stride, padding, gpu):
        out, kernel = blocks[0].shape[0], blocks[0].shape[2]
        modules = 1 + -(-(2 * padding + size - kernel) // stride)
        n = len(inputs)
        return self.add(name, "conv", inputs, modules * modules * out, gpu=gpu, channels=[channels] * n, padding=[-padding] * n, stride=[stride] * n, filterSize=[kernel] * n,
                        filters=out, groups=[1] * n, randSparse=[False] * n, imgSize=[size] * n, modulesX=modules, sharedBiases=True, initW=[0.01] * n,
                        weights=[np.ascontiguousarray(b.reshape(out, -1).T) for b in blocks], weightsInc=[np.zeros((2, 2), np.float32) for _ in blocks], biases=bias.reshape(-1, 1).copy())

    def fc(self, name, inputs, blocks, bias, gpu):
        return self.add(name, "fc", inputs, blocks[0].shape[0], gpu=gpu, weights=[np.asfortranarray(b.T) for b in blocks], biases=np.asfortranarray(bias.reshape(1, -1)))


def source2012(w):
    n = {k: t.numpy() for k, t in w.items()}
    net = Net()
    net.add("data", "data", [], 3 * 224 * 224, dataIdx=0)
    net.add("labels", "data", [], 1, dataIdx=1)
    half = lambda name, g: (lambda a: a[:len(a) // 2] if g == 0 else a[len(a) // 2:])(n[name])
    columns = lambda a: [a[:, :a.shape[1] // 2], a[:, a.shape[1] // 2:]]
    last = ["data", "data"]
    sizes = dict(conv1=(224, 4, 0, "3"), conv2=(27, 1, 2, ""), conv3=(13, 1, 1, ""), conv4=(13, 1, 1, ""), conv5=(13, 1, 1, ""))
    pools = dict(conv1=(55, 27), conv2=(27, 13), conv5=(13, 6))
    for conv, (size, stride, padding, _) in sizes.items():
        made = []
        for g, t in enumerate("ab"):
            weight = half(conv + ".weight", g)
            crosses = conv == "conv3"
            blocks = columns(weight) if crosses else [weight]
            # The second device lists its own maps first, as fc2048bb does in layers-145.cfg.
            inputs = last if crosses else [last[g]]
            if crosses and g == 1:
                blocks, inputs = blocks[::-1], inputs[::-1]
            made.append(net.conv(conv + t, inputs, blocks, half(conv + ".bias", g), size, blocks[0].shape[1], stride, padding, g))
        maps = len(n[conv + ".bias"]) // 2
        if conv in ("conv2", "conv3", "conv4"):
            made = [net.neuron(m) for m in made]
        if conv in pools:
            side, after = pools[conv]
            index = conv[-1]
            if conv in ("conv1", "conv2"):
                made = [net.add(f"rnorm{index}{t}", "cmrnorm", [m], maps * side * side, gpu=g, channels=maps, size=5, scale=0.0001 / 5, pow=0.75, minDiv=2.0, blocked=False)
                        for g, (t, m) in enumerate(zip("ab", made))]
            if conv == "conv2":
                made = [net.add(f"cnorm2{t}", "rnorm", [m], maps * side * side, gpu=g, channels=maps, size=5, scale=0.001 / 25, pow=0.75, blocked=False) for g, (t, m) in enumerate(zip("ab", made))]
            made = [net.add(f"pool{index}{t}", "pool", [m], maps * after * after, gpu=g, channels=maps, sizeX=3, stride=2, start=0, outputsX=after, pool="max") for g, (t, m) in enumerate(zip("ab", made))]
            if conv != "conv2":
                made = [net.neuron(m) for m in made]
        last = made
    for fc, name in (("fc6", "fc2048{}"), ("fc7", "fc2048b{}")):
        made = []
        for g, t in enumerate("ab"):
            blocks = columns(half(fc + ".weight", g))
            inputs = last
            if fc == "fc7" and g == 1:
                blocks, inputs = blocks[::-1], inputs[::-1]
            made.append(net.neuron(net.fc(name.format(t), inputs, blocks, half(fc + ".bias", g), g)))
        last = [net.add(f"hs{fc[-1]}{t}", "hs", [m], net.layers[m]["outputs"], gpu=g, keep=0.5, enable=True) for g, (t, m) in enumerate(zip("ab", made))]
    net.fc("fc1000", last, columns(n["fc8.weight"]), n["fc8.bias"], 0)
    net.add("probs", "softmax", ["fc1000"], len(n["fc8.bias"]))
    net.add("logprob", "cost.logreg", ["labels", "probs"], 0, coeff=1.0, topk=5)
    # The program keeps them in a dictionary, whose order is not that of the layers.
    layers = dict(sorted(net.layers.items(), key=lambda item: item[0][::-1]))
    return {"model_state": {"layers": layers, "epoch": 91, "batchnum": 3, "train_outputs": [({"logprob": [1.7, 0.4, 0.18]}, 3072)] * 3, "test_outputs": []}, "op": options_object()}


def one_tower_list(w):
    """torchvision's network as a list of layers, whose inputs are indices."""
    n = {k: t.numpy() for k, t in w.items()}
    net = Net()
    last = net.add("data", "data", [], 3 * 224 * 224, dataIdx=0)
    for conv, size, stride, padding, pool in (("conv1", 224, 4, 2, 55), ("conv2", 27, 1, 2, 27), ("conv3", 13, 1, 1, 0), ("conv4", 13, 1, 1, 0), ("conv5", 13, 1, 1, 13)):
        weight = n[conv + ".weight"]
        name = net.conv(conv, [last], [weight], n[conv + ".bias"], size, weight.shape[1], stride, padding, 0)
        # Windows that do not reach past the edge: torchvision's.
        net.layers[name].update(modulesX=(2 * padding + size - weight.shape[2]) // stride + 1)
        net.layers[name]["outputs"] = net.layers[name]["modulesX"] ** 2 * len(weight)
        last = net.neuron(name)
        if pool:
            after = (pool - 3) // 2 + 1
            last = net.add(f"pool{conv[-1]}", "pool", [last], len(weight) * after * after, channels=len(weight), sizeX=3, stride=2, start=0, outputsX=after, pool="max")
    for fc in ("fc6", "fc7", "fc8"):
        last = net.fc(fc, [last], [n[fc + ".weight"]], n[fc + ".bias"], 0)
        last = last if fc == "fc8" else net.neuron(last)
    net.add("probs", "softmax", [last], len(n["fc8.bias"]))
    names = list(net.layers)
    for layer in net.layers.values():
        layer.pop("inputLayers", None)
        if "inputs" in layer:
            layer["inputs"] = [names.index(i) for i in layer["inputs"]]
    return {"model_state": {"layers": list(net.layers.values()), "epoch": 1, "batchnum": 1}, "op": options_object()}


# --- safetensors: the layout of the reference implementation's Python package

def safetensors(arrays, metadata=None):
    header, offset = ({"__metadata__": metadata} if metadata else {}), 0
    for name, array in arrays.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(array.tobytes() for array in arrays.values())


def numpy_of(w):
    return {name: t.numpy() for name, t in w.items()}


def write(folder, name, content):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(content)


def caffe_arrays(w):
    return {name.replace(".weight", "_w").replace(".bias", "_b"): a for name, a in numpy_of(w).items()}


def main_formats(folder, one, two, two2012):
    torch.save(torch_names(one), os.path.join(folder, "onetower.pth"))
    torch.save(torch_names(one), os.path.join(folder, "onetower-legacy.pth"), _use_new_zipfile_serialization=False)
    np.savez(os.path.join(folder, "bvlc.npz"), **caffe_arrays(two))
    write(folder, "bvlc-python2.npy", npy_python2(by_layer(hwio(two))))
    write(folder, "bvlc.safetensors", safetensors(numpy_of(two)))
    write(folder, "onetower-names.safetensors", safetensors(numpy_of(torch_names(one)), {"format": "pt"}))
    write(folder, "source2012.pickle", python2(source2012(two2012)))


def variants(folder, one, two, two2012):
    """What else people have: checkpoints, other types, views, older and newer pickles."""
    at = lambda name: os.path.join(folder, name)
    parallel = torch_names(one, inner="module.")
    checkpoint = {"epoch": 90, "arch": "alexnet", "state_dict": parallel, "best_acc1": torch.tensor(56.5), "best": np.float64(0.5),
                  "optimizer": {"state": {0: {"momentum_buffer": torch.ones(2, 2)}}, "param_groups": [{"lr": 0.01, "params": [0, 1], "nesterov": False}]}}
    torch.save(checkpoint, at("onetower-checkpoint.pth.tar"))
    torch.save(torch_names({k: torch.nn.Parameter(t) for k, t in one.items()}, prefix="module."), at("onetower-parameters.pth"), _use_new_zipfile_serialization=False)
    mixed = {k: t.half() if k < "conv3" else t.bfloat16() if k.startswith("fc6") else t.double() if k.startswith("fc7") else t for k, t in one.items()}
    torch.save(torch_names(mixed), at("onetower-mixed.pth"))
    biases = torch.cat([t for k, t in one.items() if k.endswith("bias")])
    views, begin = {}, 0
    for k, t in one.items():
        if k.endswith("bias"):
            views[k] = biases[begin:begin + len(t)]
            begin += len(t)
        else:
            views[k] = t.contiguous(memory_format=torch.channels_last) if t.dim() == 4 else t.t().contiguous().t()
    torch.save(torch_names(views), at("onetower-views.pth"))
    np.savez_compressed(at("bvlc-compressed.npz"), **{k.replace("_w", "_w_0").replace("_b", "_b_0"): a for k, a in caffe_arrays(two).items()})
    np.save(at("bvlc-python3.npy"), np.array({layer: {"weights": w, "biases": b} for layer, (w, b) in by_layer(hwio(two)).items()}, dtype=object), allow_pickle=True)
    write(folder, "bvlc.pickle", pickle.dumps(numpy_of(two), 5))
    arrays = {"row": np.arange(6, dtype=np.float32).reshape(2, 3) - 2.5, "column": np.asfortranarray(np.arange(6, dtype=np.float64).reshape(3, 2)),
              "half": np.array([1, -2, 65504], np.float16), "empty": np.zeros((0, 4), np.float32), "bytes": np.arange(256, dtype=np.uint8).reshape(8, 32).view(np.float32)}
    for protocol in range(6):
        write(folder, f"arrays{protocol}.pickle", pickle.dumps({**arrays, "text": "K\u00e4se \u2713\n'", "raw": b"\x00\xff", "numbers": [0, -1, 255, 65536, 2 ** 40, True, None, 0.1]}, protocol))
    write(folder, "arrays-python2.pickle", python2(arrays))
    with zipfile.ZipFile(at("onetower-list.pickle"), "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("data"), python2(one_tower_list(one)), zipfile.ZIP_DEFLATED)
    write(folder, "batches.meta", python2({"data_mean": np.full((3 * 8 * 8, 1), 3, np.float32), "label_names": ["ant", "bee", "cat", "dog", "elk"], "num_vis": 192}))
    np.save(at("mean.npy"), np.arange(3 * 4 * 4, dtype=np.float64).reshape(3, 4, 4))
    answers = {"onetower": logits("torchvision", one), "mixed": logits("torchvision", mixed), "bvlc": logits("bvlc", two), "caffenet": logits("caffenet", two),
               "source2012": logits("source2012", two2012)}
    with open(at("logits.json"), "w") as f:
        f.write("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in answers.items()) + "\n}\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--full")
    a = p.parse_args()
    sizes = FULL if a.full else NARROW
    sets = weights("torchvision", sizes), weights("bvlc", sizes), weights("source2012", sizes)
    main_formats(a.full or HERE, *sets)
    for network in SIZE if a.full else []:
        shutil.copy(os.path.join(ORACLES, network + ".json"), a.full)
    if not a.full:
        variants(HERE, *sets)


main()
