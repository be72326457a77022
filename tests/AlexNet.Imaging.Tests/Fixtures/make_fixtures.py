#!/usr/bin/python3
"""Writes the small pictures the tests decode, and beside each what Pillow makes of it as a PPM (RGB, 8 bits).

Needs Debian's python3-pil and python3-numpy (made with Pillow 9.4). Run: make_fixtures.py [FOLDER], default: where this file is.
"""
import io, os, struct, sys, zlib
import numpy as np
from PIL import Image, ImageCms, ImageOps

HERE = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
FORMATS, RESIZE = os.path.join(HERE, "formats"), os.path.join(HERE, "resize")


def picture(width=37, height=23):
    """A smooth picture without symmetry, so that a flip, a swapped channel or a shifted row shows."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    r = 255 * x / (width - 1)
    g = 255 * y / (height - 1)
    b = 127 + 120 * np.sin(x / 5 + y / 3)
    p = np.stack([r, g, b], 2)
    p[: height // 3, : width // 3] = (250, 20, 40)
    p[-height // 3:, -width // 2:, 2] = 10
    return np.clip(np.round(p), 0, 255).astype(np.uint8)


def write(name, data):
    with open(os.path.join(FORMATS, name), "wb") as f:
        f.write(data)


def encode(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def expect(name, pixels=None):
    """The PPM of what Pillow reads, or of the given pixels where Pillow is not what we follow."""
    path = os.path.join(FORMATS, name)
    if pixels is None:
        pixels = np.asarray(ImageOps.exif_transpose(Image.open(path)).convert("RGB"))
    Image.fromarray(pixels).save(path + ".ppm")


def keep(name, data, pixels=None):
    write(name, data)
    expect(name, pixels)


def png(rows, depth, colour, chunks=()):
    """A PNG with the kinds Pillow does not write; rows are the unfiltered bytes of each row, shape (height, bytes)."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    width = rows.shape[1] * 8 // (depth * channels)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, rows.shape[0], depth, colour, 0, 0, 0))
            + b"".join(chunk(k, b) for k, b in chunks) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def swapped_profile():
    """sRGB with its red and blue primaries exchanged: whoever manages colours would swap the channels."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    place = {}
    for i in range(struct.unpack(">I", profile[128:132])[0]):
        tag, offset, size = struct.unpack(">4sII", profile[132 + 12 * i: 144 + 12 * i])
        place[tag] = (offset, size)
    (r, n), (b, _) = place[b"rXYZ"], place[b"bXYZ"]
    profile[r:r + n], profile[b:b + n] = profile[b:b + n], profile[r:r + n]
    return bytes(profile)


def formats():
    p = picture()
    image = Image.fromarray(p)
    gray = image.convert("L")
    alpha = np.dstack([p, (np.indices(p.shape[:2]).sum(0) * 5 % 256).astype(np.uint8)])
    alpha[:4, :, 3] = 0

    keep("baseline444.jpg", encode(image, "JPEG", quality=90, subsampling=0))
    keep("baseline422.jpg", encode(image, "JPEG", quality=90, subsampling=1))
    keep("baseline420.jpg", encode(image, "JPEG", quality=90, subsampling=2))
    keep("progressive.jpg", encode(image, "JPEG", quality=90, progressive=True))
    keep("gray.jpg", encode(gray, "JPEG", quality=90))
    keep("profile.jpg", encode(image, "JPEG", quality=90, icc_profile=swapped_profile()))
    cmyk = encode(image.convert("CMYK"), "JPEG", quality=95)
    keep("cmyk.jpg", cmyk)
    # YCCK: the same four planes, with the Adobe marker saying that the first three are luma and chroma
    ycc = np.asarray(image.convert("YCbCr"))
    four = Image.fromarray(255 - np.dstack([ycc, 255 - np.full(p.shape[:2], 30, np.uint8)]), "CMYK")
    ycck = bytearray(encode(four, "JPEG", quality=95))
    ycck[ycck.index(b"Adobe") + 11] = 2
    keep("ycck.jpg", bytes(ycck))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        keep(f"orientation{orientation}.jpg", encode(image, "JPEG", quality=90, exif=exif))
    exif = Image.Exif()
    exif[0x0112] = 6
    keep("orientation6.png", encode(image, "PNG", exif=exif))
    keep("orientation8.webp", encode(image, "WEBP", lossless=True, exif=b"Exif\0\0" + b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0"))

    palette = image.quantize(16)
    keep("rgb.png", encode(image, "PNG"))
    keep("profile.png", encode(image, "PNG", icc_profile=swapped_profile()))
    keep("palette.png", encode(palette, "PNG"))
    keep("palette-transparent.png", encode(palette, "PNG", transparency=3), np.asarray(palette.convert("RGB")))
    keep("gray.png", encode(gray, "PNG"))
    keep("gray1.png", encode(gray.convert("1"), "PNG"))
    keep("gray-alpha.png", encode(Image.merge("LA", (gray, Image.fromarray(alpha[:, :, 3].copy()))), "PNG"))
    keep("alpha.png", encode(Image.fromarray(alpha), "PNG"), p)
    # 16 bits: the high byte. (Pillow does so for colour, but clips 16-bit grey to white, which nobody can want.)
    wide = (p.astype(np.uint16) << 8) + 200
    keep("rgb16.png", png(wide.astype(">u2").view(np.uint8).reshape(p.shape[0], -1), 16, 2), p)
    keep("gray16.png", png(wide[:, :, 0].astype(">u2").copy().view(np.uint8).reshape(p.shape[0], -1), 16, 0), np.repeat(p[:, :, :1], 3, 2))
    keep("gamma.png", png(p.reshape(p.shape[0], -1), 8, 2, [(b"gAMA", struct.pack(">I", 100000))]))
    keep("colour-key.png", png(p.reshape(p.shape[0], -1), 8, 2, [(b"tRNS", struct.pack(">HHH", 250, 20, 40))]))

    keep("lossy.webp", encode(image, "WEBP", quality=90))
    keep("lossless.webp", encode(image, "WEBP", lossless=True))
    keep("alpha.webp", encode(Image.fromarray(alpha), "WEBP", lossless=True, exact=True), p)
    keep("animated.webp", encode(image, "WEBP", lossless=True, save_all=True, append_images=[ImageOps.invert(image)]))
    keep("rgb.bmp", encode(image, "BMP"))
    keep("palette.bmp", encode(palette, "BMP"))
    keep("rgb32.bmp", encode(Image.fromarray(alpha), "BMP"), p)
    keep("still.gif", encode(palette, "GIF"))
    keep("animated.gif", encode(palette, "GIF", save_all=True, append_images=[ImageOps.invert(image).quantize(16)]))
    keep("transparent.gif", encode(palette, "GIF", transparency=3))


def resize():
    """Pictures resized by Pillow, all sizes in the name: noise is the hardest input for rounding."""
    random = np.random.default_rng(1)
    sizes = [(1, 1, 5, 7), (64, 48, 32, 24), (61, 43, 17, 29), (40, 30, 40, 13), (40, 30, 17, 30), (33, 21, 80, 55),
             (200, 3, 9, 31), (3, 200, 31, 9), (97, 101, 96, 102), (150, 150, 1, 1), (19, 23, 57, 69), (128, 96, 85, 64)]
    for i, (w, h, w2, h2) in enumerate(sizes):
        pixels = random.integers(0, 256, (h, w, 3), dtype=np.uint8)
        if i % 3 == 2:
            pixels = np.where(pixels > 127, 255, 0).astype(np.uint8)
        image = Image.fromarray(pixels)
        image.save(os.path.join(RESIZE, f"{w}x{h}-{w2}x{h2}.source.ppm"))
        image.resize((w2, h2), Image.BILINEAR).save(os.path.join(RESIZE, f"{w}x{h}-{w2}x{h2}.pillow.ppm"))


if __name__ == "__main__":
    os.makedirs(FORMATS, exist_ok=True)
    os.makedirs(RESIZE, exist_ok=True)
    formats()
    resize()
