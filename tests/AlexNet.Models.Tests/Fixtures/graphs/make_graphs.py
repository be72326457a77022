#!/usr/bin/python3
"""Writes Caffe's and ONNX's files of small AlexNets beside itself, and what PyTorch answers for each, in graphs.json.

Needs Debian's python3-torch, python3-onnx, python3-protobuf and python3-numpy.
"""
import copy, io, json, os, warnings
import numpy as np, onnx, torch
import caffe_files, onnx_graphs
from networks import AlexNet, SIZE, Torchvision, logits

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
rows = []


def at(name):
    return os.path.join(HERE, name)


def row(file, network, net, size, **options):
    rows.append({"file": file, "network": network, "size": size, "logits": logits(net, size), **options})


def export(module, name, size, opset, **options):
    torch.onnx.export(module, torch.zeros(1, 3, size, size), at(name), opset_version=opset, **options)


def from_torch():
    net = AlexNet("onetower", 1)
    for opset in (8, 13, 17):
        export(Torchvision(net), f"torchvision-{opset}.onnx", 224, opset, **({"dynamic_axes": {"image": [0]}, "input_names": ["image"]} if opset == 13 else {}))
        row(f"torchvision-{opset}.onnx", "onetower", net, 224)
    export(Torchvision(net, adaptive=False), "torchvision-view.onnx", 224, 11, do_constant_folding=False, dynamic_axes={"image": [0]}, input_names=["image"], keep_initializers_as_inputs=True)
    row("torchvision-view.onnx", "onetower", net, 224)
    # PyTorch has no operator for response normalization, and from opset 11 on no fixed graph.
    for variant in ("paper", "source2012", "bvlc", "caffenet"):
        net = AlexNet(variant, 2)
        export(net, f"torch-{variant}.onnx", SIZE[variant], 9)
        row(f"torch-{variant}.onnx", variant, net, SIZE[variant])


def from_onnx():
    for variant, opset, ir in (("bvlc", 7, 3), ("bvlc", 9, 3), ("bvlc", 21, 10), ("caffenet", 12, 7)):
        net = AlexNet(variant, 3, padded_pool=True)
        onnx_graphs.zoo(net, at(f"zoo-{variant}-{opset}.onnx"), opset, ir)
        row(f"zoo-{variant}-{opset}.onnx", variant, net, 224)
    net = AlexNet("bvlc", 4)
    onnx_graphs.external(net, at("external.onnx"), "external.bin")
    row("external.onnx", "bvlc", net, 227)
    onnx_graphs.products(net, at("products.onnx"))
    row("products.onnx", "bvlc", net, 227)
    halves = copy.deepcopy(net)
    for p in halves.parameters():
        p.data = p.data.half().float()
    onnx_graphs.half(halves, at("half.onnx"))
    row("half.onnx", "bvlc", halves, 227)
    for kind in ("qdq", "qlinear"):
        whole = copy.deepcopy(net)  # becomes what its bytes stand for
        getattr(onnx_graphs, kind)(whole, at(f"{kind}.onnx"))
        row(f"{kind}.onnx", "bvlc", whole, 227)
    for name in sorted(os.listdir(HERE)):
        # This version of the checker does not know ONNX Runtime's operators, nor opset 21.
        if name.endswith(".onnx") and name not in ("qlinear.onnx", "zoo-bvlc-21.onnx"):
            onnx.checker.check_model(at(name))


def from_caffe():
    bvlc, caffenet = AlexNet("bvlc", 5), AlexNet("caffenet", 6)
    files = {
        "v1-legacy": (bvlc, dict(name="AlexNet", v1=True, legacy=True)),
        "v1-training": (caffenet, dict(name="CaffeNet", v1=True, legacy=True, training=True)),
        "v2": (caffenet, dict(name="CaffeNet")),
        "v2-unpacked": (bvlc, dict(name="AlexNet", packed=False)),
        "bare": (bvlc, dict(name="AlexNet", bare=True)),
        "bare-caffenet": (caffenet, dict(name="CaffeNet", bare=True, v1=True, legacy=True)),
    }
    for name, (net, options) in files.items():
        caffe_files.write(net, at(f"{name}.caffemodel"), **options)
        row(f"{name}.caffemodel", net.variant, net, 227)
    # Two descriptions of the network written by hand go with the same weights.
    row("bare.caffemodel", "bvlc", bvlc, 227, networkFile="deploy.prototxt")
    row("bare-caffenet.caffemodel", "caffenet", caffenet, 227, networkFile="deploy-v1.prototxt")


def main():
    torch.manual_seed(0)
    from_torch()
    from_onnx()
    from_caffe()
    with open(at("graphs.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")


if __name__ == "__main__":
    main()
