"""Checks exports of archcost against ONNX's checker, ONNX Runtime and PyTorch; see Scripts/interchange-check."""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import onnx
import onnxruntime


# What a format has no operator for is refused by name; that is the expected outcome for these.
REFUSED = {"knn-head": "knn"}

parser = argparse.ArgumentParser()
parser.add_argument("--archcost", required=True)
parser.add_argument("--onnx-only", action="store_true")
parser.add_argument("--fast", action="store_true", help="ONNX alone, and weights of zero, which take no time to draw")
parser.add_argument("--table", action="store_true")
parser.add_argument("networks", nargs="*")
options = parser.parse_args()

torch = None
if not (options.fast or options.onnx_only):
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed: its half is not run", file=sys.stderr)


def archcost(*arguments):
    """Runs archcost; returns its output, or raises with what it said."""
    result = subprocess.run([options.archcost, *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(result.stderr.strip().splitlines()[0] if result.stderr else f"exit code {result.returncode}")
    return result.stdout


def estimate(path):
    return json.loads(archcost("estimate", str(path), "--format", "json"))["networks"][0]


def row(layer):
    """What a layer costs, whatever it is called and where it stands."""
    counts = ("macs", "flops", "params", "activations", "traffic", "time_complexity")
    return (layer["kind"], tuple(layer["in"]), tuple(layer["out"]), *(layer[count] for count in counts))


def check_onnx(source, original, folder):
    """Export, check, run, read back; returns the lines of the text that is read back."""
    path = folder / "network.onnx"
    weights = "zero" if options.fast else "he"
    archcost("export", str(source), "--to", "onnx", "--weights", weights, "-o", str(path))
    onnx.checker.check_model(str(path), full_check=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    integers = entry.type == "tensor(int64)"
    shape = [1, *original["input"]]
    sample = numpy.zeros(shape, numpy.int64) if integers else numpy.random.default_rng(0).standard_normal(shape, numpy.float32)
    outputs = session.run(None, {entry.name: sample})
    wanted = [tuple(layer["out"]) for layer in original["layers"] if layer["name"] in {o.name for o in session.get_outputs()}]
    for output, size in zip(outputs, wanted):
        got = (*output.shape[1:], 1, 1)[:3]
        if got != size:
            raise RuntimeError(f"the runtime's output is {got}, ours {size}")
        if not numpy.isfinite(output).all():
            raise RuntimeError("the runtime's output is not finite")
    again = estimate(path)
    if sorted(map(row, again["layers"])) != sorted(map(row, original["layers"])):
        mine, theirs = set(map(row, original["layers"])), set(map(row, again["layers"]))
        raise RuntimeError(f"read back, layers differ: {sorted(mine - theirs)[:2]} became {sorted(theirs - mine)[:2]}")
    for name in ("macs", "flops", "params", "activations", "traffic", "time_complexity", "depth", "receptive_field"):
        if again["totals"][name] != original["totals"][name]:
            raise RuntimeError(f"read back, {name} is {again['totals'][name]}, not {original['totals'][name]}")
    # Text from the model reads as the same network once more.
    text = folder / "again.arch"
    archcost("import", str(path), "-o", str(text))
    if estimate(text)["totals"] != again["totals"]:
        raise RuntimeError("the printed text costs something else than the model")
    path.unlink()
    return len(text.read_text().splitlines())


def check_pytorch(source, original, folder):
    """Export, run, count with hooks."""
    path = folder / "module.py"
    archcost("export", str(source), "--to", "pytorch", "-o", str(path))
    specification = importlib.util.spec_from_file_location("module", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    # The network's class is the last of the file.
    name = [line.split()[1].split("(")[0] for line in path.read_text().splitlines() if line.startswith("class ")][-1]
    model = getattr(module, name)().eval()
    counted = {"macs": 0}

    def hook(layer, inputs, output):
        if isinstance(layer, torch.nn.ConvTranspose2d):
            kernel = layer.weight.shape[1] * layer.weight.shape[2] * layer.weight.shape[3]
            counted["macs"] += inputs[0].numel() * kernel
        elif isinstance(layer, torch.nn.Conv2d):
            counted["macs"] += output.numel() * layer.weight[0].numel()
        elif isinstance(layer, torch.nn.Linear):
            counted["macs"] += output.numel() * layer.in_features

    for layer in model.modules():
        layer.register_forward_hook(hook)
    shape = [1, *original["input"]]
    integers = original["layers"][0]["kind"] in ("onehot", "embed")
    with torch.no_grad():
        outputs = model(torch.zeros(shape, dtype=torch.long) if integers else torch.zeros(shape))
    last = outputs[-1] if isinstance(outputs, tuple) else outputs
    got = (*last.shape[1:], 1, 1)[:3]
    if got != tuple(original["layers"][-1]["out"]):
        raise RuntimeError(f"PyTorch's output is {got}, ours {tuple(original['layers'][-1]['out'])}")
    params = sum(p.numel() for p in model.parameters())
    totals = original["totals"]
    if (params, counted["macs"]) != (totals["params"], totals["macs"]):
        raise RuntimeError(
            f"PyTorch has {params} parameters and {counted['macs']} MACs, ours are {totals['params']} and {totals['macs']}"
        )
    return len(path.read_text().splitlines())


def attempt(check, name, *arguments):
    """The check's result as a cell, and whether it is what was expected."""
    try:
        return f"{check(*arguments)} lines", True
    except RuntimeError as problem:
        refused = name in REFUSED and f"'{REFUSED[name]}'" in str(problem)
        return (f"refused: {REFUSED[name]}" if refused else f"FAILED: {problem}"), refused
    except Exception as problem:  # what a peer's tool throws is a failure of the check
        return f"FAILED: {type(problem).__name__}: {str(problem)[:300]}", False


def main():
    names = options.networks or sorted(path.stem for path in pathlib.Path("architectures").glob("*.arch"))
    if options.table:
        print("| network | MACs | parameters | ONNX, and back as text | PyTorch |\n|---|---:|---:|---|---|")
    failures = 0
    for name in names:
        started = time.monotonic()
        source = pathlib.Path("architectures") / f"{name}.arch"
        original = estimate(source)
        with tempfile.TemporaryDirectory() as folder:
            onnx_cell, onnx_holds = attempt(check_onnx, name, source, original, pathlib.Path(folder))
            torch_cell, torch_holds = "not run", True
            if torch is not None:
                torch_cell, torch_holds = attempt(check_pytorch, name, source, original, pathlib.Path(folder))
        failures += (not onnx_holds) + (not torch_holds)
        totals = original["totals"]
        if options.table:
            print(f"| {name} | {totals['macs']:,} | {totals['params']:,} | {onnx_cell} | {torch_cell} |", flush=True)
        else:
            print(f"{name}: ONNX {onnx_cell}; PyTorch {torch_cell} ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"{len(names)} networks, {failures} failures", file=sys.stderr)
    sys.exit(1 if failures else 0)


main()
