"""Sentences that go wrong easily, per language: ligatures, vowel signs, joiners, brackets, mixed directions."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "nl": (
        "Ik werkte in Syrië als financieel medewerker – coördinatie, façade.",
        "Efficiënt “geciteerd” ‘enkel’ € 12,50 (24 uur per week).",
        "Naam in eigen schrift: \u2068ريما الخطيب\u2069, deelnemer sinds 2019.",
    ),
    "en": ("First official office: fluffy file flow, 50% off!",),
    "ar": (
        "هذا نص عربي مع كلمة Utrecht في الوسط.",
        "لا إله، الآن، الأول، إلى الأمام، لأن لآل",
        "مُحَمَّدٌ رسولُ العمل، شدّة مع فتحة: تعلَّمَ",
        "مؤسسة مسؤول شيء بيئة قراءة أسئلة ئ ؤ أ إ آ",
        "(مستوى B1) [مثال] «اقتباس»",
        "رقم الهاتف: \u2066+31 6 1234 5678\u2069 بتاريخ \u206612-03-2023\u2069 نعم",
        "عملت في شركة \u2068Bouwbedrijf De Vries\u2069 من 2008 إلى 2014.",
        "هل تريد العمل؟ نعم! أو «لا»؛ ثم نرى: غدًا.",
    ),
    "fa": (
        "من می‌خواهم در هلند کار کنم و نمی‌دانم.",
        "خانه‌ها و کتاب‌های فارسی، گچپژ",
        "شماره ۱۲۳۴ و 1234 (کد A2)",
    ),
    "ti": (
        "ሰላም፡ ኣነ ኣብ ኔዘርላንድ ክሰርሕ ይደሊ።",
        "ትምህርቲ፣ ስራሕ፤ ናይ መጻኢ መደብ፦ ሓደ።",
        "ኣብ Utrecht እነብር (2019)።",
    ),
    "tr": ("İş arıyorum, çalışmak istiyorum: ığüşöç İI",),
    "so": ("Waxaan rabaa inaan shaqeeyo.",),
}

PDFIUM_CANNOT = frozenset({
    "(مستوى B1) [مثال] «اقتباس»",
    "هل تريد العمل؟ نعم! أو «لا»؛ ثم نرى: غدًا.",
    "شماره ۱۲۳۴ و 1234 (کد A2)",
    "Naam in eigen schrift: \u2068ريما الخطيب\u2069, deelnemer sinds 2019.",
})  # fmt: skip
"""pdfium mirrors brackets and quotation marks in Arabic itself, and adds a space behind a phrase of the other
direction that is followed by a comma or bracket; docs/documents.md lists it."""
