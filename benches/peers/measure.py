"""What other makers of PDF take for a comparable page, as JSON: typst as a library (cold, warm) and WeasyPrint as a process.

A peer that is not installed is left out. Called by `benches/paper.rs`. Times are the middle of several, in seconds of processor time: what
else the machine does counts less.
"""
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
found = {}


def own():
    return time.process_time()


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def middle(times, clock, run):
    took = []
    for _ in range(times):
        begun = clock()
        run()
        took.append(clock() - begun)
    return statistics.median(took)


try:
    import typst

    text = (HERE / "page.typ").read_text()
    number = 0

    def compile_one(compiler):
        # Another name each time, as each note has: a page that did not change would come from typst's memory.
        global number
        number += 1
        source = text.replace("Ben Okafor", f"Ben Okafor {number}")
        return compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])

    begun = own()
    compiler = typst.Compiler(text.encode(), font_paths=[str(HERE.parent.parent / "assets/fonts")])
    size = len(compile_one(compiler))
    found["typst cold"] = own() - begun
    found["typst warm"] = middle(30, own, lambda: compile_one(compiler))
    found["typst bytes"] = size
except (ImportError, TypeError, ValueError, AttributeError) as missing:
    print(f"typst is left out: {missing}", file=sys.stderr)

try:
    import weasyprint  # noqa: F401

    call = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", str(HERE / "page.html"), "/dev/null"]
    found["weasyprint process"] = middle(3, children, lambda: subprocess.run(call, check=True, stderr=subprocess.DEVNULL))
except (ImportError, OSError, subprocess.CalledProcessError) as missing:
    print(f"WeasyPrint is left out: {missing}", file=sys.stderr)

if len(sys.argv) > 1:
    # The whole program, as it would be called instead.
    call = sys.argv[1:]
    found["fitnote process"] = middle(9, children, lambda: subprocess.run(call, check=True, stdout=subprocess.DEVNULL))

print(json.dumps(found))
