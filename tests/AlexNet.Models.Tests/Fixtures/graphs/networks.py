"""AlexNets of a few thousand weights in PyTorch, and inputs by the formula of ../make_fixtures.py. The maps have their usual sizes; the channels are few."""
import os, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from make_fixtures import unit

SEED = 24301
CLASSES = 5
# name: output channels, kernel, stride, padding, groups
TWO_TOWERS = {"conv1": (4, 11, 4, 0, 1), "conv2": (8, 5, 1, 2, 2), "conv3": (8, 3, 1, 1, 1), "conv4": (8, 3, 1, 1, 2), "conv5": (2, 3, 1, 1, 2)}
ONE_TOWER = {"conv1": (4, 11, 4, 2, 1), "conv2": (6, 5, 1, 2, 1), "conv3": (8, 3, 1, 1, 1), "conv4": (6, 3, 1, 1, 1), "conv5": (2, 3, 1, 1, 1)}
FULL = {"fc6": (2 * 6 * 6, 8), "fc7": (8, 8), "fc8": (8, CLASSES)}
SIZE = {"paper": 227, "source2012": 224, "bvlc": 227, "caffenet": 227, "onetower": 224}


def image(size):
    # Up to 128 either way: as large as response normalization needs it to do anything.
    return torch.from_numpy((unit("input", 3 * size * size, SEED) * np.float32(128)).reshape(1, 3, size, size))


def lrn(x, k, alpha, towers=1):
    """alpha multiplies the plain sum of squares; PyTorch divides its own alpha by the size."""
    return torch.cat([F.local_response_norm(t, 5, alpha=alpha * 5, beta=0.75, k=k) for t in x.chunk(towers, 1)], 1) if towers > 1 else F.local_response_norm(x, 5, alpha=alpha * 5, beta=0.75, k=k)


def within_map(x):
    return x * (1 + 0.001 / 25 * (F.avg_pool2d(F.pad(x * x, (2, 2, 2, 2)), 5, 1) * 25)) ** -0.75


class AlexNet(nn.Module):
    """Any of the variants; padded_pool is the last pooling of the ONNX zoo's networks at 224, which one row and column of padding lets end at 6."""

    def __init__(self, variant, seed, padded_pool=False):
        super().__init__()
        self.variant, self.padded_pool = variant, padded_pool
        channels = 3
        for name, (outputs, kernel, stride, padding, groups) in (ONE_TOWER if variant == "onetower" else TWO_TOWERS).items():
            self.add_module(name, nn.Conv2d(channels, outputs, kernel, stride, padding, groups=groups))
            channels = outputs
        for name, (inputs, outputs) in FULL.items():
            self.add_module(name, nn.Linear(inputs, outputs))
        random = np.random.RandomState(seed)
        for name, tensor in self.named_parameters():
            scale = np.sqrt(2.0 / np.prod(tensor.shape[1:])) if tensor.dim() > 1 else 0.3
            tensor.data = torch.from_numpy((random.standard_normal(tuple(tensor.shape)) * scale).astype(np.float32))
        self.eval()

    def forward(self, x):
        v = self.variant
        pool = lambda x: F.max_pool2d(x, 3, 2)
        if v == "source2012":
            x = F.pad(x, (0, 3, 0, 3))
        x = self.conv1(x)
        k, alpha, towers = {"paper": (2.0, 1e-4, 2), "source2012": (2.0, 2e-5, 2), "bvlc": (1.0, 2e-5, 1), "caffenet": (1.0, 2e-5, 1), "onetower": (0, 0, 0)}[v]
        if v == "onetower":
            x = pool(F.relu(x))
        elif v == "source2012":
            x = F.relu(pool(lrn(x, k, alpha, towers)))
        elif v == "caffenet":
            x = lrn(pool(F.relu(x)), k, alpha, towers)
        else:
            x = pool(lrn(F.relu(x), k, alpha, towers))
        x = F.relu(self.conv2(x))
        if v == "onetower":
            x = pool(x)
        elif v == "source2012":
            x = pool(within_map(lrn(x, k, alpha, towers)))
        elif v == "caffenet":
            x = lrn(pool(x), k, alpha, towers)
        else:
            x = pool(lrn(x, k, alpha, towers))
        x = F.relu(self.conv3(x))
        x = F.relu(self.conv4(x))
        x = F.relu(self.conv5(x))
        x = pool(F.pad(x, (0, 1, 0, 1), value=-1e30) if self.padded_pool else x)
        x = torch.flatten(x, 1)
        return self.fc8(F.relu(self.fc7(F.relu(self.fc6(x)))))


class Torchvision(nn.Module):
    """torchvision's own class, of which the weights of a one-tower AlexNet become the parameters."""

    def __init__(self, net, adaptive=True):
        super().__init__()
        pool = lambda: nn.MaxPool2d(kernel_size=3, stride=2)
        self.features = nn.Sequential(net.conv1, nn.ReLU(inplace=True), pool(), net.conv2, nn.ReLU(inplace=True), pool(), net.conv3, nn.ReLU(inplace=True),
                                      net.conv4, nn.ReLU(inplace=True), net.conv5, nn.ReLU(inplace=True), pool())
        self.avgpool = nn.AdaptiveAvgPool2d((6, 6)) if adaptive else None
        self.classifier = nn.Sequential(nn.Dropout(), net.fc6, nn.ReLU(inplace=True), nn.Dropout(), net.fc7, nn.ReLU(inplace=True), net.fc8)
        self.eval()

    def forward(self, x):
        x = self.features(x)
        # Versions before 0.2 had no average pooling, and a shape in place of flatten.
        x = torch.flatten(self.avgpool(x), 1) if self.avgpool else x.view(x.size(0), 2 * 6 * 6)
        return self.classifier(x)


def logits(net, size):
    with torch.no_grad():
        return [float(str(v)) for v in net(image(size))[0].numpy()]
