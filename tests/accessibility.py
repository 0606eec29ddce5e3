"""Fills in first run as a screen reader does: over AT-SPI, by name. Called by tests/screens/reader.rs, inside a session bus of its own.

Usage: accessibility.py PROGRAM DATA_FOLDER. Answers 0 when the records are made and the window went, 77 when something it needs is missing.
"""

import os
import shutil
import subprocess
import sys
import time

SKIPPED = 77
PATIENCE = 90  # Seconds for each thing that is waited for; only what never comes takes them.
BUS_LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
PASSPHRASE = "four quiet harbour lights"


def skip(why):
    print(why)
    sys.exit(SKIPPED)


def wait_for(what, look):
    """Asks again until there is an answer; there is no fixed sleep to be right or wrong about."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            found = look()
        except Exception:  # The tree changes while it is read.
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit(f"not found in time: {what}")


def start(children, *command, **more):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    children.append(child)
    return child


def has_pyatspi(python):
    return subprocess.run([python, "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('pyatspi'))"]).returncode == 0


def main(program, data, children):
    for tool in ("Xvfb", "openbox", "gdbus"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    launcher = next((path for path in BUS_LAUNCHERS if os.path.exists(path)), None) or skip("at-spi2-core is not installed")
    read, write = os.pipe()
    start(children, "Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp", pass_fds=[write])
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = ":" + pipe.readline().strip()
    for variable in ("WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
        os.environ.pop(variable, None)
    start(children, "openbox")
    start(children, launcher, "--launch-immediately")
    switch = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
              "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"]
    wait_for("the accessibility bus", lambda: subprocess.run(switch, capture_output=True, timeout=5).returncode == 0)
    import pyatspi

    window = subprocess.Popen([program, "--data", data], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    children.append(window)

    def program_node():
        if window.poll() is not None:
            why = window.stderr.read()
            skip(f"no window here: {why}") if "could not be opened" in why else sys.exit(f"the program ended: {why}")
        desktop = pyatspi.Registry.getDesktop(0)
        return next((app for app in desktop if app and app.get_process_id() == window.pid), None)

    app = wait_for("the program on the accessibility bus", program_node)

    def walk(node):
        yield node
        for child in node:
            if child is not None:
                yield from walk(child)

    def named(name, *roles):
        def look():
            return next((n for n in walk(app) if n.name == name and n.getRoleName() in roles), None)
        return wait_for(f"{name} ({', '.join(roles)})", look)

    def press(name, *roles):
        named(name, *roles).queryAction().doAction(0)

    def fill(name, words):
        roles = ("text", "entry", "password text")
        named(name, *roles).queryEditableText().setTextContents(words)
        if "assphrase" not in name and "same" not in name:
            wait_for(f"{name} holds its words", lambda: words in named(name, *roles).queryText().getText(0, -1))

    # An empty form first: the summary is an alert, and each field speaks its error.
    press("Make the records", "push button", "button")
    wait_for("the summary as an alert", lambda: any(n.getRoleName() in ("alert", "notification") and "Type the name of the practice" in n.name
                                                    for n in walk(app)))
    wait_for("the field's error", lambda: "Type the name of the practice" in named("Name of the practice", "text", "entry").description)

    fill("Name of the practice", "Harbour Surgery")
    fill("Address", "1 Quay Street")
    fill("Postcode", "YO21 1AA")
    press("England", "radio button")
    fill("Your name", "Dr Ada Rowe")
    press("Doctor", "radio button")
    fill("GMC registration number", "1234567")
    press("NHS", "radio button")
    fill("Passphrase", PASSPHRASE)
    fill("The same once more", PASSPHRASE)
    press("Make the records", "push button", "button")
    press("I have kept it safe", "push button", "button")
    named("Find a patient", "text", "entry")
    print("first run was filled in and submitted by name")

    # The window manager asks the window to go, and it goes.
    if shutil.which("xdotool"):
        find = ["xdotool", "search", "--onlyvisible", "--name", "^fitnote$"]
        shown = wait_for("the window", lambda: subprocess.run(find, capture_output=True, text=True, timeout=5).stdout.split())
        # Activated, not only focused: the manager closes the window that it knows to be active. On a machine with much to do, a key
        # that comes while the manager is busy is lost now and then, so it is pressed as a person would: again, when nothing came of it.
        close = ["xdotool", "windowactivate", "--sync", shown[0], "key", "alt+F4"]

        def ended():
            subprocess.run(close, timeout=PATIENCE, stderr=subprocess.DEVNULL)
            return window.wait(timeout=10) is not None

        wait_for("the end of the program", ended)
        if window.returncode != 0:
            sys.exit(f"the program ended with {window.returncode}")
        print("the window was closed")


if __name__ == "__main__":
    # The distribution's packages belong to the distribution's Python, which need not be the first on the path.
    own = "/usr/bin/python3"
    if not has_pyatspi(sys.executable):
        if sys.executable == own or not os.path.exists(own) or not has_pyatspi(own):
            skip("python3-pyatspi is not installed")
        os.execv(own, [own, *sys.argv])
    started = []
    try:
        main(sys.argv[1], sys.argv[2], started)
    finally:
        for process in reversed(started):
            process.terminate()
        for process in reversed(started):
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
