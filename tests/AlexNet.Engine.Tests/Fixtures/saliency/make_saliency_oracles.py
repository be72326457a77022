#!/usr/bin/python3
"""Writes what PyTorch makes of where a network looks, in double precision, for checking another implementation.

Needs Debian's python3-torch and python3-numpy. Run in this folder: ./make_saliency_oracles.py
Networks, weights and the image (the first of the batch) are those of ../training/make_training_oracles.py, which states the formulas.
For class CLASS: its logit and probability; gradient, the largest |d logit / d pixel| of a place's channels; guided, the same with ReLUs that pass back only what is
positive; gradCam, all of ReLU(sum_k mean(d logit / d A_k) A_k) with A the output of the fifth ReLU.
Of gradient and guided: the 2-norm, 32 evenly strided elements and 4 projections on unit("NAME projection K").
"""
import json, os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "training"))
import numpy as np, torch, torch.nn.functional as F
import make_training_oracles as training

CLASS = 3
plain_relu = F.relu


class GuidedRelu(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        y = x.clamp(min=0)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        y, = context.saved_tensors
        return gradient * (y > 0) * (gradient > 0)


def run(network, relu, oracle):
    """The logits, the image, and what each ReLU gave."""
    size = oracle["size"]
    convolutions, full = training.shapes(network, size, oracle["hidden"], oracle["classes"])
    weights = {}
    for name, shape in [(c[0], c[1]) for c in convolutions] + full:
        weights[name + ".weight"] = training.parameter(name + ".weight", shape)
        weights[name + ".bias"] = training.parameter(name + ".bias", shape[:1])
    image = torch.from_numpy((training.unit("training.images", 3 * size * size) * np.float32(oracle["imageScale"])).reshape(1, 3, size, size)).double().requires_grad_()
    seen = []

    def watched(x):
        seen.append(relu(x))
        return seen[-1]

    F.relu = watched
    try:
        return training.forward(network, image, size, convolutions, full, weights), image, seen
    finally:
        F.relu = plain_relu


def summary(name, values):
    flat = values.flatten().numpy()
    stride = max(1, flat.size // training.SAMPLES)
    return {"norm": float(np.linalg.norm(flat)), "stride": stride, "samples": [float(v) for v in flat[::stride][:training.SAMPLES]],
            "projections": [float(flat @ training.unit(f"{name} projection {k}", flat.size).astype(np.float64)) for k in range(training.PROJECTIONS)]}


def make(network):
    with open(f"../training/{network}.json") as f:
        oracle = json.load(f)
    logits, image, seen = run(network, plain_relu, oracle)
    maps = seen[4]
    by_pixel, by_map = torch.autograd.grad(logits[0, CLASS], [image, maps])
    grad_cam = (by_map.mean((2, 3), keepdim=True) * maps).sum(1).clamp(min=0)[0].detach()
    guided_logits, guided_image, _ = run(network, GuidedRelu.apply, oracle)
    guided, = torch.autograd.grad(guided_logits[0, CLASS], [guided_image])
    out = {"class": CLASS, "logit": logits[0, CLASS].item(), "probability": F.softmax(logits, 1)[0, CLASS].item(),
           "gradient": summary("gradient", by_pixel[0].abs().max(0).values), "guided": summary("guided", guided[0].abs().max(0).values),
           "gradCam": [float(v) for v in grad_cam.flatten()]}
    print(network, out["probability"], len(out["gradCam"]), max(out["gradCam"]))
    with open(network + ".json", "w") as f:
        json.dump(out, f, indent=0)


if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    for each in training.AFTER:
        make(each)
