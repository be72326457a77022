#!/usr/bin/python3
"""Writes formula.json and golden.safetensors beside itself. Needs numpy only."""
import json, os, struct
import numpy as np

U64 = np.uint64
HERE = os.path.dirname(os.path.abspath(__file__))


def fnv1a(name):
    h = 0xCBF29CE484222325
    for b in name.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def unit(name, count, seed):
    key = U64(fnv1a(name) ^ seed)
    with np.errstate(over="ignore"):
        z = key + (np.arange(1, count + 1, dtype=U64)) * U64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
        z = z ^ (z >> U64(31))
    return (z >> U64(40)).astype(np.float32) * np.float32(2.0 ** -23) - np.float32(1)


def bits(values):
    return [int(v) for v in np.asarray(values, dtype=np.float32).view(np.uint32)]


def formula():
    """Bits of a few weights of the paper's network: the first ones, the last one, and the XOR of all."""
    out = []
    for seed in (0, 20120912):
        for name, shape in (("conv1.weight", (96, 3, 11, 11)), ("conv2.weight", (256, 48, 5, 5)), ("conv2.bias", (256,)), ("fc8.weight", (1000, 4096)), ("fc8.bias", (1000,))):
            scale = np.float32(4) if len(shape) == 1 else np.float32(np.sqrt(6.0 / np.prod(shape[1:])))
            w = unit(name, int(np.prod(shape)), seed) * scale
            out.append({"seed": seed, "name": name, "first": bits(w[:4]), "last": bits(w[-1:])[0], "xor": int(np.bitwise_xor.reduce(w.view(np.uint32)))})
    with open(os.path.join(HERE, "formula.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(row) for row in out) + "\n]\n")


def golden():
    """The layout of the reference implementation's Python package: compact JSON, padded with spaces to 8 bytes, wide types first, then by name."""
    single = np.array([[0.0, -1.5, 3.25], [np.float32(1e-40), np.inf, -np.float32(3.4028235e38)]], dtype=np.float32)
    half = np.array([1.0, -2.0, 6e-8, 65504.0, np.nan], dtype=np.float16)
    bfloat = (np.array([1.0, -0.15625, 1e30], dtype=np.float32).view(np.uint32) >> 16).astype(np.uint16)
    integers = np.arange(4, dtype=np.int64)
    tensors = [("steps", "I64", integers), ("single", "F32", single), ("bfloat", "BF16", bfloat), ("half", "F16", half)]
    header, offset = {"__metadata__": {"format": "np", "note": 'quotes " and \u00fcmlauts'}}, 0
    for name, dtype, array in tensors:
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, "golden.safetensors"), "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for _, _, array in tensors:
            f.write(array.tobytes())


formula()
golden()
