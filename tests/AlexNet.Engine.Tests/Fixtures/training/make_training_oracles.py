#!/usr/bin/python3
"""Writes what PyTorch makes of training steps, in double precision, for checking another implementation.

Needs Debian's python3-torch and python3-numpy. Run in this folder: ./make_training_oracles.py
Weights, images and the projections below follow from a formula that any language can repeat:
  key(name) = 64-bit FNV-1a of the UTF-8 name; bits(i) = SplitMix64 finaliser of key + (i + 1) * 0x9E3779B97F4A7C15
  unit(i)   = float32(bits >> 40) * 2^-23 - 1
  weight = unit * float32(sqrt(2 / fan_in)), bias = unit * float32(0.1), images = unit("training.images") * float32(IMAGE_SCALE)
Networks: the five variants without dropout; "paper-full" in full, the others with fully connected layers of 64, 10 classes and a smaller input.
The targets are mixtures: first, second, weight. Loss: mean cross entropy, with label smoothing where it is stated.
Each file: the loss; of every gradient tensor its 2-norm, 32 evenly strided elements and 4 projections (the sum of gradient times unit("NAME projection K"));
and the losses of ten steps by the paper's rule, v := 0.9 v - 0.0005 rate w - rate gradient; w := w + v, on that one batch.
"""
import json, os
import numpy as np, torch, torch.nn.functional as F

U64 = np.uint64
SAMPLES, PROJECTIONS, STEPS = 32, 4, 10


def unit(name, count):
    h = 0xCBF29CE484222325
    for b in name.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    with np.errstate(over="ignore"):
        z = U64(h) + np.arange(1, count + 1, dtype=U64) * U64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
        z = z ^ (z >> U64(31))
    return (z >> U64(40)).astype(np.float32) * np.float32(2.0 ** -23) - np.float32(1)


def parameter(name, shape):
    scale = np.float32(0.1) if len(shape) == 1 else np.float32(np.sqrt(2.0 / np.prod(shape[1:])))
    return torch.from_numpy((unit(name, int(np.prod(shape))) * scale).reshape(shape)).double().requires_grad_()


def lrn(x, k, alpha, towers=1):
    """alpha multiplies the plain sum of squares; PyTorch divides its own by the size."""
    return torch.cat([F.local_response_norm(t, 5, alpha=alpha * 5, beta=0.75, k=k) for t in x.chunk(towers, 1)], 1)


def map_norm(x):
    return x * (1 + 0.001 / 25 * (F.avg_pool2d(F.pad(x * x, (2, 2, 2, 2)), 5, 1) * 25)) ** -0.75


def pool(x):
    return F.max_pool2d(x, 3, 2)


AFTER = {
    "paper": [lambda x: pool(lrn(F.relu(x), 2.0, 1e-4, 2))] * 2,
    "source2012": [lambda x: F.relu(pool(lrn(x, 2.0, 1e-4 / 5, 2))), lambda x: pool(map_norm(lrn(F.relu(x), 2.0, 1e-4 / 5, 2)))],
    "bvlc": [lambda x: pool(lrn(F.relu(x), 1.0, 1e-4 / 5))] * 2,
    "caffenet": [lambda x: lrn(pool(F.relu(x)), 1.0, 1e-4 / 5)] * 2,
    "onetower": [lambda x: pool(F.relu(x))] * 2,
}


def shapes(network, size, hidden, classes):
    """(name, weight shape, stride, padding, groups), convolutions first."""
    if network == "onetower":
        convolutions = [("conv1", (64, 3, 11, 11), 4, 2, 1), ("conv2", (192, 64, 5, 5), 1, 2, 1), ("conv3", (384, 192, 3, 3), 1, 1, 1),
                        ("conv4", (256, 384, 3, 3), 1, 1, 1), ("conv5", (256, 256, 3, 3), 1, 1, 1)]
    else:
        convolutions = [("conv1", (96, 3, 11, 11), 4, 0, 1), ("conv2", (256, 48, 5, 5), 1, 2, 2), ("conv3", (384, 256, 3, 3), 1, 1, 1),
                        ("conv4", (384, 192, 3, 3), 1, 1, 2), ("conv5", (256, 192, 3, 3), 1, 1, 2)]
    if network == "source2012":
        side = -(-(size - 11) // 4) + 1  # its ceil
    else:
        side = (size + 2 * convolutions[0][3] - 11) // 4 + 1
    for _ in range(3):
        side = (side - 3) // 2 + 1
    return convolutions, [("fc6", (hidden, 256 * side * side)), ("fc7", (hidden, hidden)), ("fc8", (classes, hidden))]


def forward(network, x, size, convolutions, full, weights):
    if network == "source2012":
        extra = -(size - 11) % 4
        x = F.pad(x, (0, extra, 0, extra))
    for i, (name, _, stride, padding, groups) in enumerate(convolutions):
        x = F.conv2d(x, weights[name + ".weight"], weights[name + ".bias"], stride, padding, 1, groups)
        x = AFTER[network][i](x) if i < 2 else pool(F.relu(x)) if i == 4 else F.relu(x)
    x = torch.flatten(x, 1)
    for name, _ in full:
        x = F.linear(x, weights[name + ".weight"], weights[name + ".bias"])
        if name != "fc8":
            x = F.relu(x)
    return x


def loss_of(logits, targets, smoothing):
    classes = logits.shape[1]
    q = torch.full_like(logits, smoothing / classes)
    for i, (first, second, weight) in enumerate(targets):
        q[i, first] += (1 - smoothing) * weight
        q[i, second] += (1 - smoothing) * (1 - weight)
    return -(q * F.log_softmax(logits, 1)).sum(1).mean()


def make(file, network, size, hidden, classes, image_scale, rate, targets, smoothing):
    convolutions, full = shapes(network, size, hidden, classes)
    weights = {}
    for name, shape in [(c[0], c[1]) for c in convolutions] + full:
        weights[name + ".weight"] = parameter(name + ".weight", shape)
        weights[name + ".bias"] = parameter(name + ".bias", shape[:1])
    count = len(targets)
    x = torch.from_numpy((unit("training.images", count * 3 * size * size) * np.float32(image_scale)).reshape(count, 3, size, size)).double()
    velocities = {name: torch.zeros_like(w) for name, w in weights.items()}
    out = {"network": network, "size": size, "hidden": hidden, "classes": classes, "imageScale": image_scale, "rate": rate, "smoothing": smoothing,
           "targets": [{"first": f, "second": s, "weight": w} for f, s, w in targets], "losses": [], "gradients": []}
    rate32, decay32 = float(np.float32(rate)), float(np.float32(0.0005) * np.float32(rate))
    for step in range(STEPS):
        loss = loss_of(forward(network, x, size, convolutions, full, weights), targets, smoothing)
        out["losses"].append(loss.item())
        gradients = torch.autograd.grad(loss, list(weights.values()))
        for (name, w), g in zip(weights.items(), gradients):
            if step == 0:
                flat = g.flatten().numpy()
                stride = max(1, flat.size // SAMPLES)
                out["gradients"].append({"name": name, "norm": float(np.linalg.norm(flat)), "stride": stride, "samples": [float(v) for v in flat[::stride][:SAMPLES]],
                                         "projections": [float(flat @ unit(f"{name} projection {k}", flat.size).astype(np.float64)) for k in range(PROJECTIONS)]})
            with torch.no_grad():
                v = velocities[name].mul_(float(np.float32(0.9))).sub_(w, alpha=decay32).sub_(g, alpha=rate32)
                w.add_(v)
    print(file, [round(v, 6) for v in out["losses"]])
    with open(file + ".json", "w") as f:
        json.dump(out, f, indent=0)


def main():
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    mixed = [(3, 3, 1.0), (7, 2, 0.75), (0, 9, 0.5)]
    for network in AFTER:
        make(network, network, 80 if network == "onetower" else 83, 64, 10, 48 if network == "onetower" else 64, 0.003 if network in ("paper", "source2012") else 0.0003, mixed, 0.1)
    make("paper-full", "paper", 227, 4096, 1000, 64, 0.0001, [(3, 3, 1.0), (977, 2, 0.75)], 0.0)


if __name__ == "__main__":
    main()
