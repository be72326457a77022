"""Jupyter's own test of kernels against ours, every test of it: run.sh installs the kernel and runs this."""
import os
import unittest

import jupyter_kernel_test


class AlexNetKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ.get("ALEXNET_KERNEL", "alexnet")
    language_name = "powershell"
    file_extension = ".ps1"
    code_hello_world = "Write-Host 'hello, world'"
    code_stderr = "$Host.UI.WriteErrorLine('oops')"
    completion_samples = [
        {"text": "Get-AlexNetLay", "matches": {"Get-AlexNetLayer"}},
        {"text": "Show-AlexNetNetwork -DeviceC", "matches": {"-DeviceCount"}},
        {"text": "'text'.StartsW", "matches": {"StartsWith("}},
    ]
    complete_code_samples = ["1", "Write-Host 'hello, world'", "function f($x) {\n    $x * 2\n}", "'é😀'"]
    incomplete_code_samples = ["Write-Host 'hello", "function f($x) {\n    $x", "Get-ChildItem |", "@'\ntext"]
    invalid_code_samples = ["}", "1 +* 2", "if (1) { } else else"]
    code_page_something = "help Get-AlexNetLayer"
    code_generate_error = "throw 'trouble'"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "'a', 'b'", "result": "a\nb"},
        {"code": "1 + 22", "result": "23"},
        {"code": "1 + 24", "result": "25"},
    ]
    code_display_data = [
        {"code": "Get-AlexNetLayer", "mime": "text/html"},
        {"code": "[pscustomobject]@{ A = 1 }; 'b'", "mime": "text/plain"},
    ]
    code_history_pattern = "1 ? 22*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Get-AlexNetLayer"
    code_clear_output = "Clear-Host"


if __name__ == "__main__":
    unittest.main()
