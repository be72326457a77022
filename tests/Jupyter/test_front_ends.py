"""The kernel under programs that people use: nbconvert, jupyter console, and a front end that is killed."""
import glob
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("ALEXNET_KERNEL", "alexnet")
PHOTO = sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/*.jpg")))[0]
PATIENCE = 120

# A front end that starts a kernel, names its process, and then never comes to its end.
FRONT_END = """
import sys, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name=sys.argv[1])
client.execute("while ($true) { }")
print(manager.provisioner.pid, flush=True)
time.sleep(3600)
"""


class FrontEndTests(unittest.TestCase):
    def test_spec(self):
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
        self.assertEqual(("AlexNet (PowerShell)", "powershell", "message"), (spec.display_name, spec.language, spec.interrupt_mode))
        self.assertTrue(os.path.isabs(spec.argv[0]))
        self.assertEqual(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], sorted(os.listdir(spec.resource_dir)))

    def test_nbconvert(self):
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "tiny.ipynb"), os.path.join(folder, "done.ipynb")
            cells = ["$photo = '%s'" % PHOTO.replace("'", "''"), "Invoke-AlexNetClassify $photo", "Show-AlexNetNetwork", "1..3 | ForEach-Object { $_ * $_ }"]
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
            notebook.metadata.kernelspec = {"name": KERNEL, "display_name": "AlexNet (PowerShell)", "language": "powershell"}
            nbformat.write(notebook, source)
            self.convert("--to", "notebook", "--execute", source, "--output", target)
            done = nbformat.read(target, 4)
            photo = [output for output in done.cells[1].outputs if output.output_type == "display_data" and "<svg" in output.data.get("text/html", "")]
            self.assertEqual(1, len(photo))
            self.assertIn(os.path.basename(PHOTO), photo[0].data["text/html"])
            self.assertIn("<svg", done.cells[2].outputs[0].data["text/html"])
            self.assertEqual("1\n4\n9\n", done.cells[3].outputs[0].text)
            self.convert("--to", "html", target, "--output", os.path.join(folder, "done.html"))
            self.assertIn("<svg", open(os.path.join(folder, "done.html"), encoding="utf-8").read())

    def test_nbconvert_stops_at_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "wrong.ipynb")
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
            notebook.metadata.kernelspec = {"name": KERNEL, "display_name": "AlexNet (PowerShell)", "language": "powershell"}
            nbformat.write(notebook, source)
            with self.assertRaises(subprocess.CalledProcessError) as failure:
                self.convert("--to", "notebook", "--execute", source)
            self.assertIn("Attempted to divide by zero", failure.exception.output)

    def test_console(self):
        console = [sys.executable, "-m", "jupyter_console", "--simple-prompt", "--kernel", KERNEL]
        done = subprocess.run(console, input="6 * 7\n'hello, ' + 'console'\n", capture_output=True, text=True, timeout=PATIENCE)
        self.assertIn("42", done.stdout)
        self.assertIn("hello, console", done.stdout)

    def test_interrupt_by_signal(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        try:
            cell = client.execute("'go'; while ($true) { }")
            while client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
                pass
            os.kill(manager.provisioner.pid, signal.SIGINT)
            while (reply := client.get_shell_msg(timeout=PATIENCE))["parent_header"]["msg_id"] != cell:
                pass
            self.assertEqual("Interrupted", reply["content"]["ename"])
        finally:
            client.stop_channels()
            manager.shutdown_kernel()

    def test_restart(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        try:
            client.execute_interactive("$kept = 1", timeout=PATIENCE)
            first = manager.provisioner.pid
            manager.restart_kernel()
            client.wait_for_ready(timeout=PATIENCE)
            self.assertNotEqual(first, manager.provisioner.pid)
            reply = client.execute_interactive("if ($kept) { throw 'kept' }", timeout=PATIENCE)
            self.assertEqual("ok", reply["content"]["status"])
            last = manager.provisioner.pid
        finally:
            client.stop_channels()
            manager.shutdown_kernel()
        self.assertTrue(gone(first) and gone(last))

    def test_no_kernel_is_left_when_its_front_end_is_killed(self):
        front_end = subprocess.Popen([sys.executable, "-c", FRONT_END, KERNEL], stdout=subprocess.PIPE, text=True)
        try:
            kernel = int(front_end.stdout.readline())
            self.assertFalse(gone(kernel, patience=0))
        finally:
            front_end.kill()
            front_end.stdout.close()
        # Not waited for: a front end that is dead and still listed is gone, too.
        self.assertTrue(gone(kernel))
        front_end.wait()

    def convert(self, *arguments):
        subprocess.run([sys.executable, "-m", "nbconvert", *arguments], check=True, text=True, timeout=PATIENCE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def gone(process, patience=30):
    """Whether a process ends within so many seconds."""
    for _ in range(10 * patience + 1):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8") as status:
                if status.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    unittest.main()
