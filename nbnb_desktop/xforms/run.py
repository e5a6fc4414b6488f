"""A form and a script of steps -> what becomes of it, in the JSON shape of the ODK oracles.

Steps: ``{"set": ref, "value": text}``, ``{"add_repeat": ref}``, ``{"remove_repeat": row ref}``,
``{"language": name}``, ``{"snapshot": name}``; ``"force": true`` writes a read-only place, ``"count": n``
adds n rows. The environment fixes the clock (``ORACLE_NOW``, ISO 8601) and chance (``ORACLE_SEED``).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.provider import FixedProvider, Provider
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.state import AnswerError

Json = dict[str, Any]
MOST_ROWS_AT_ONCE = 10_000
_NODE_NAMES = {"select_one": "select", "select_multiple": "select", "calculate": "model-value", "row": "repeat-instance", "group": "group"}


def run(
    form: str | Path,
    steps: Sequence[Mapping[str, Any]] = (),
    media: str | Path | Media | None = None,
    instance: str | None = None,
    *,
    timing: bool = False,
    provider: Provider | None = None,
) -> Json:
    """Load a form (a path in any notation, or XForm XML), do the steps and describe every place."""
    started = time.perf_counter()
    try:
        definition = _definition(form, _media(media))
        session = FormSession(definition, provider or _provider(), instance=_instance(instance))
    except NbnbError as refusal:
        faults = "; ".join(str(fault) for fault in getattr(refusal, "faults", ()))
        return {"loaded": False, "error": f"{refusal} {faults}".strip()}
    loaded = time.perf_counter()
    snapshots: Json = {}
    done = [_step(session, step, snapshots) for step in steps]
    stepped = time.perf_counter()
    answer: Json = {"loaded": True, "steps": done, **describe(session)}
    if snapshots:
        answer["snapshots"] = snapshots
    if timing:
        answer["timing"] = {"load_ms": (loaded - started) * 1000, "steps_ms": (stepped - loaded) * 1000}
    return answer


def serve(stdin: TextIO | None = None, stdout: TextIO | None = None) -> None:
    """One JSON request a line, one answer a line, until the input ends."""
    source, target = stdin or sys.stdin, stdout or sys.stdout
    for line in source:
        if line.strip():
            target.write(json.dumps(_served(line), ensure_ascii=False) + "\n")
            target.flush()


def _served(line: str) -> Json:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as refusal:
        return {"loaded": False, "error": f"no JSON: {refusal}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("xml") or asked.get("form"), str):
        return {"loaded": False, "error": "a request has a form or xml"}
    steps = asked.get("steps") or []
    return run(asked.get("xml") or Path(asked["form"]), steps, asked.get("media"), asked.get("instance"), timing=bool(asked.get("timing")))


def _media(media: str | Path | Media | None) -> Media:
    return media if isinstance(media, Media) else Media.at(Path(media)) if media else NO_MEDIA


def _definition(form: str | Path, media: Media) -> FormDefinition:
    from nbnb_desktop.xforms.parse import parse

    if isinstance(form, str) and form.lstrip("\ufeff \t\r\n").startswith("<"):
        return parse(form, media)
    path = Path(form)
    if path.suffix.lower() == ".xml":
        from nbnb_desktop.xforms.sources import xform_bytes

        return parse(xform_bytes(path), media)
    from nbnb_desktop.xforms.sources import build

    built = build(path)
    return parse(built.xml, media if media is not NO_MEDIA else built.media)


def _instance(instance: str | None) -> str | bytes | None:
    if not instance or instance.lstrip().startswith("<"):
        return instance or None
    from nbnb_desktop.xforms.sources import xform_bytes

    return xform_bytes(Path(instance))


def _provider() -> FixedProvider:
    moment = os.environ.get("ORACLE_NOW")
    now = datetime.fromisoformat(moment) if moment else datetime.now(UTC)
    return FixedProvider(now if now.tzinfo else now.replace(tzinfo=UTC), int(os.environ.get("ORACLE_SEED", "1")))


# steps ---------------------------------------------------------------------------------------------
def _step(session: FormSession, step: Mapping[str, Any], snapshots: Json) -> Json:
    name = next((name for name in _STEPS if name in step), None)
    if name is None:
        return {"ok": False, "error": "unknown step"}
    try:
        _STEPS[name](session, step, snapshots)
    except AnswerError as refusal:
        return {"ok": False, "error": refusal.code}
    except KeyError:
        return {"ok": False, "error": "unknown"}
    return {"ok": True}


def _set(session: FormSession, step: Mapping[str, Any], snapshots: Json) -> None:
    value = step.get("value")
    text = "" if value is None else str(value)
    if step.get("force"):
        session.force_text(str(step["set"]), text)
    else:
        session.answer_text(str(step["set"]), text, offered=False)  # both ODK engines take such a step, and drop the answer


def _add(session: FormSession, step: Mapping[str, Any], snapshots: Json) -> None:
    times = step.get("count", 1)
    if not isinstance(times, int) or not 0 <= times <= MOST_ROWS_AT_ONCE:
        raise KeyError("count")
    for __ in range(times):
        session.add_row(str(step["add_repeat"]))


_STEPS: dict[str, Callable[[FormSession, Mapping[str, Any], Json], object]] = {
    "set": _set,
    "add_repeat": _add,
    "remove_repeat": lambda session, step, snapshots: session.remove_row(str(step["remove_repeat"])),
    "language": lambda session, step, snapshots: session.set_language(str(step["language"])),
    "snapshot": lambda session, step, snapshots: snapshots.update({str(step["snapshot"]): describe(session)}),
    "wait": lambda session, step, snapshots: None,
}


# description ---------------------------------------------------------------------------------------
def describe(session: FormSession) -> Json:
    """Status, instance, languages and every place of a session."""
    return {
        "status": "pending" if session.violations() else "ready",
        "instance": session.instance_xml(),
        "language": session.language,
        "languages": list(session.definition.languages),
        "nodes": [_place(session, ref) for ref in _refs(session)],
    }


def _refs(session: FormSession) -> list[str]:
    """All places in the order of the instance; a repeat as a whole before its rows."""
    refs: list[str] = []
    for node in session.nodes():
        if node.is_row and node.position == 1:
            refs.append(node.ref.removesuffix("[1]"))
        refs.append(node.ref)
    return refs


def _place(session: FormSession, ref: str) -> Json:
    state = session.state(ref)
    element = session.element(ref)
    found: Json = {"ref": ref, "node": _NODE_NAMES.get(state.kind, state.kind), "relevant": state.relevant}
    found |= {"required": state.required, "readonly": state.readonly, "label": state.label, "hint": state.hint}
    if state.kind == "repeat":
        return found | {"node": f"repeat-range:{'controlled' if element.count else 'uncontrolled'}", "count": state.count, "valid": True}
    if not element.is_leaf:
        return found | {"node": "repeat-instance" if element.repeat else "group", "valid": True}
    missing = state.relevant and state.required and not state.text
    violation = session.violation(ref)
    found |= {"type": state.data_type, "valid": violation is None, "constraintOk": state.violation is None, "requiredOk": not missing}
    found["value"] = state.text if state.relevant else ""
    if violation is not None:
        found["violation"] = {"condition": violation.kind, "message": violation.message}
    if state.kind in ("select_one", "select_multiple", "rank"):
        found["choices"] = [{"value": choice.value, "label": choice.label} for choice in state.choices]
    if state.kind.startswith("select"):
        found["selectType"] = "select1" if state.kind == "select_one" else "select"
    return found


if __name__ == "__main__":
    serve()
