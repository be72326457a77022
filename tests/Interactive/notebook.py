"""A notebook of .NET Interactive without a front end: cells are sent to a kernel, and what a front end would show is kept."""
import os
import re

from jupyter_client.manager import start_new_kernel

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
PATIENCE = 120


class Output:
    """One output. What replaces it is counted."""

    def __init__(self, data):
        self.html, self.text, self.updates = data.get("text/html", ""), data.get("text/plain", ""), 0

    def update(self, data):
        self.__init__(data)

    @property
    def is_picture(self):
        return 'class="axn"' in self.html


class Cell:
    """What a cell put out."""

    def __init__(self):
        self.displays, self.printed, self.error, self._by_id = [], "", None, {}

    @property
    def pictures(self):
        return [output for output in self.displays if output.is_picture]

    def add(self, message):
        kind, content = message["msg_type"], message["content"]
        if kind in ("display_data", "execute_result"):
            output = self._by_id[content.get("transient", {}).get("display_id")] = Output(content["data"])
            self.displays.append(output)
        elif kind == "update_display_data":
            output = self._by_id[content["transient"]["display_id"]]  # an update of nothing is a mistake
            updates = output.updates + 1
            output.update(content["data"])
            output.updates = updates
        elif kind == "stream":
            self.printed += content["text"]
        elif kind == "error":
            self.error = content["evalue"]


class Notebook:
    """Runs cells in the folder of the notebooks."""

    def __init__(self, kernel):
        self._manager, self._client = start_new_kernel(kernel_name=kernel, cwd=os.path.join(ROOT, "notebooks"))

    def run(self, code):
        cell = Cell()
        self._client.execute_interactive(code, timeout=PATIENCE, output_hook=cell.add)
        return cell

    def close(self):
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def drawings(html):
    return re.findall(r"<svg.*?</svg>", html, re.DOTALL)
