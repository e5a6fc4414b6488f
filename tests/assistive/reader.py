"""A screen reader that a test can tell what to do; the system's Python runs it, since that has the bindings of AT-SPI.

    xvfb, dbus-run-session -- /usr/bin/python3 reader.py PROGRAM...

starts the accessibility bus and the program, and then answers each line of JSON on standard input with one on standard output:

    ["read"]                       every element on the screen: [role, name, description, [states]]
    ["press", NAME]                use the button with this name
    ["type", NAME, TEXT]           put text in the field with this name
    ["choose", NAME, TEXT]         choose the line with this text in the list with this name
    ["wait", NAME]                 until something on the screen has a name that begins so

An answer is {"ok": ...} or {"missing": "what was looked for in vain"}.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 30.0
STATES = ("FOCUSABLE", "FOCUSED", "SHOWING", "ENABLED", "CHECKED", "EDITABLE", "SELECTED", "EXPANDED")


class Missing(Exception):
    """What nobody can find by ear."""


class Reader:
    def __init__(self, name):
        self.name = name

    def application(self):
        desktop = Atspi.get_desktop(0)
        found = [desktop.get_child_at_index(number) for number in range(desktop.get_child_count())]
        one = next((one for one in found if one is not None and one.get_name() == self.name), None)
        if one is not None:
            one.set_cache_mask(Atspi.Cache.NONE)  # what stands there now, not what stood there
        return one

    def elements(self):
        """Everything that shows, from the front of the tree."""
        root = self.application()
        waiting = [root] if root is not None else []
        while waiting:
            one = waiting.pop()
            try:
                if one is not root and not one.get_state_set().contains(Atspi.StateType.SHOWING):
                    continue
                yield one
                waiting += [child for n in reversed(range(one.get_child_count())) if (child := one.get_child_at_index(n)) is not None]
            except GLib.Error:  # it went away while we looked
                continue

    def named(self, name, can=lambda one: True):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for one in self.elements():
                if plain(one.get_name()).startswith(name) and can(one):
                    return one
            time.sleep(0.05)
        raise Missing(f"{name!r}; there are {sorted({plain(one.get_name()) for one in self.elements()})}")

    def read(self):
        return [[one.get_role_name(), one.get_name(), one.get_description(), states(one)] for one in self.elements()]

    def press(self, name):
        actions = self.named(name, lambda one: action(one) is not None and "ENABLED" in states(one))
        actions.do_action(action(actions))

    def type(self, name, text):
        self.named(name, lambda one: "EDITABLE" in states(one)).set_text_contents(text)

    def choose(self, name, text):
        lines = self.named(name, lambda one: one.get_selection_iface() is not None)
        for number in range(lines.get_child_count()):
            if text in lines.get_child_at_index(number).get_name():
                lines.select_child(number)
                return
        raise Missing(text)

    def wait(self, name):
        self.named(name)


def action(one):
    """The number of what using the element does, if it can be used."""
    able = one.get_action_iface()
    names = [one.get_action_name(n) for n in range(one.get_n_actions())] if able else []
    return next((n for n, name in enumerate(names) if name in {"Press", "Toggle", "Check"}), None)


def states(one):
    held = one.get_state_set()
    return [name for name in STATES if held.contains(getattr(Atspi.StateType, name))]


def plain(words):
    return words.lstrip("\u200e\u200f\u2068\u2066").replace("\u2068", "").replace("\u2069", "")


def main(program):
    launcher = next(path for path in LAUNCHERS if Path(path).is_file())
    bus = subprocess.Popen([launcher, "--launch-immediately"])
    time.sleep(0.3)
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    running = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL)
    reader = Reader("NBNB")
    try:
        for line in sys.stdin:
            what, *told = json.loads(line)
            try:
                answer = {"ok": getattr(reader, what)(*told)}
            except Missing as missing:
                answer = {"missing": str(missing)}
            print(json.dumps(answer), flush=True)
    finally:
        running.terminate()
        running.wait(10)
        bus.terminate()


if __name__ == "__main__":
    main(sys.argv[1:])
