"""Draws the PNG logos, which classic front ends want, from the rectangles of logo-svg.svg: python3 make_png.py (needs Pillow)."""
import re
from PIL import Image, ImageDraw

svg = open("logo-svg.svg").read()
for side in (32, 64):
    scale = 8 * side / 32  # drawn eight times as large, for smooth edges
    image = Image.new("RGBA", (8 * side, 8 * side))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 8 * side - 1, 8 * side - 1), 6 * scale, re.search(r'fill="(#\w+)"/>', svg)[1])
    for colour, group in re.findall(r'<g fill="(#\w+)">(.*?)</g>', svg):
        for x, y, w, h in (map(float, r) for r in re.findall(r'x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', group)):
            draw.rectangle((x * scale, y * scale, (x + w) * scale - 1, (y + h) * scale - 1), colour)
    for x1, y1, x2, y2 in re.findall(r"M(\d+) (\d+) (\d+) (\d+)", svg):
        draw.line([int(x1) * scale, int(y1) * scale, int(x2) * scale, int(y2) * scale], "#ffffff", int(scale))
    image.resize((side, side), Image.LANCZOS).save(f"logo-{side}x{side}.png", optimize=True)
