"""XForm XML -> FormDefinition. All faults of a form are collected and raised together as a FormError."""

from __future__ import annotations

from typing import Any

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.body import read_body
from nbnb_desktop.xforms.definition import FormDefinition, Parts
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.instances import Sources, local_name
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.model import apply_binds, main_elements, read_actions
from nbnb_desktop.xforms.reading import Reading, all_named, attribute, elements_of, first_named, mixed_parts
from nbnb_desktop.xforms.xpath import XPathError


def parse(xml: bytes | str, media: Media = NO_MEDIA) -> FormDefinition:
    """The definition of a form; raises FormError with every fault that keeps it from working."""
    page = read_xml(xml)
    reading = Reading()
    model = first_named(page, "model")
    main = _main_instance(model) if model is not None else None
    if model is None or main is None:
        raise _refused([Fault("structure", _("The form has no model with an instance."))])
    reading.itext, default = _itext(model, reading)
    root, reading.elements = main_elements(main, reading)
    _note_templates(main, reading)
    unbound = apply_binds(model, root, reading)
    body = first_named(page, "body")
    actions = read_actions(model, root, reading)
    if body is not None:
        actions += read_body(body, root, reading)
    title = first_named(page, "title")
    definition = FormDefinition(
        form_id=attribute(main, "id") or main.nsmap.get(None) or local_name(main),
        version=attribute(main, "version"),
        title=("".join(title.itertext()).strip() if title is not None else ""),
        languages=tuple(reading.itext),
        default_language=default,
        xml=xml.encode() if isinstance(xml, str) else xml,
        root=root,
        elements=reading.elements,
        itext=reading.itext,
        sources=_sources(model, media),
        actions=tuple(actions),
        namespaces=dict(main.nsmap),
        main_instance=main,
        main_instance_id=attribute(main.getparent(), "id"),
        media=media,
        style=attribute(body, "class") if body is not None else "",
        unbound=unbound,
    )
    _compile_all(definition, reading)
    if reading.faults:
        raise _refused(reading.faults)
    return definition


def _refused(faults: list[Fault]) -> FormError:
    return FormError(_("The form has faults and cannot be used."), faults, _("Have the form corrected by its maker."))


def _main_instance(model: Any) -> Any:
    """The root of the first instance."""
    for instance in elements_of(model, "instance"):
        return next((kid for kid in instance if isinstance(kid.tag, str)), None)
    return None


def _note_templates(main: Any, reading: Reading) -> None:
    """An instance whose repeats have neither template nor body keeps what stands in it."""
    if len(list(main.iter())) > reading.most_places:
        reading.fault("too-large", _("The form has more than {most} places.").format(most=reading.most_places))


def _itext(model: Any, reading: Reading) -> tuple[dict[str, dict[str, dict[str, Parts]]], str]:
    """Texts per language, and the name of the default language."""
    found: dict[str, dict[str, dict[str, Parts]]] = {}
    default = ""
    for translation in all_named(model, "translation"):
        language = attribute(translation, "lang")
        texts = found.setdefault(language, {})
        if translation.get("default") is not None and attribute(translation, "default").strip() not in ("false", "false()"):
            default = default or language
        for text in elements_of(translation, "text"):
            forms = texts.setdefault(attribute(text, "id"), {})
            for value in elements_of(text, "value"):
                forms[attribute(value, "form")] = mixed_parts(value, reading)
    return found, default or next(iter(found), "")


def _sources(model: Any, media: Media) -> Sources:
    inline: dict[str, Any] = {}
    addresses: dict[str, str] = {}
    for place, instance in enumerate(elements_of(model, "instance")):
        name, address = attribute(instance, "id"), attribute(instance, "src")
        if not place or not name:
            continue
        if address:
            addresses[name] = address
        else:
            inline[name] = next((kid for kid in instance if isinstance(kid.tag, str)), None)
    return Sources(inline, addresses, media)


def _compile_all(definition: FormDefinition, reading: Reading) -> None:
    """Compile every expression and order the rules, so that a fault shows now and not at a question."""
    for expr, place in reading.expressions:
        try:
            definition.compile(expr)
        except XPathError as refusal:
            reading.fault("xpath", f"{place}: {refusal.message}")
    if not reading.faults:
        reading.faults += definition.plan.faults
