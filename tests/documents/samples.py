"""Invented people for the tests of documents; nobody of this name is meant."""

# ruff: noqa: E501  # one text in four languages is easier to compare on one line

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageDraw

from nbnb_desktop.documents.pages import House
from nbnb_desktop.documents.portfolio import (
    Agreement,
    Certificate,
    Education,
    Experience,
    LanguageSkill,
    LearningGoal,
    Person,
    Plan,
    PlanStep,
    PortfolioContent,
    Possibilities,
    Quality,
    Reference,
    Suggestion,
    Training,
)
from nbnb_desktop.documents.wording import Texts


def said(nl: str, ar: str, ti: str, fa: str) -> Texts:
    return {"nl": nl, "ar": ar, "ti": ti, "fa": fa}


def picture(width: int = 300, height: int = 200, kind: str = "JPEG") -> bytes:
    """A picture of a certificate that does not exist."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((8, 8, width - 8, height - 8), outline="navy", width=3)
    pen.ellipse((width - 70, height - 70, width - 25, height - 25), fill="darkred")
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


PEOPLE = {
    "ar": Person("Rima Al-Khatib", "ريما الخطيب", "riema el-chatieb", "1988-04-12", "06 1234 5678", "rima@example.org", "Utrecht", "Utrecht",
                 said("B", "فئة B", "B", "ب"), said("24 uur per week, maandag tot en met donderdag", "24 ساعة في الأسبوع، من الاثنين إلى الخميس",
                 "24 ሰዓት ኣብ ሰሙን፣ ካብ ሰኑይ ክሳብ ሓሙስ", "۲۴ ساعت در هفته، دوشنبه تا پنج‌شنبه"), "", b"", said("Syrische", "سورية", "ሶርያዊት", "سوری")),
    "ti": Person("Yonas Tesfay Haile", "ዮናስ ተስፋይ ሃይለ", "", "1994", "06 8765 4321", "yonas@example.org", "Amersfoort", "Amersfoort"),
    "fa": Person("Farid Rahimi", "فرید رحیمی", "", "1990-09", "06 1122 3344", "farid@example.org", "Zeist", "Zeist"),
}  # fmt: skip

WELDER = Experience("2008", "2014", said("Lasser", "لحّام", "ለሓሚ", "جوشکار"), "Al-Nour Metal", said("Aleppo, Syrië", "حلب، سوريا", "ሓለብ፣ ሶርያ", "حلب، سوریه"), (
    said("Stalen deuren en hekken gelast voor woningen en scholen", "لحام أبواب وأسوار فولاذية للمنازل والمدارس", "ናይ ሓጺን ማዕጾታትን ሓጹራትን ንቤታትን ቤት ትምህርትታትን ለሕሊሐ", "درها و نرده‌های فولادی برای خانه‌ها و مدرسه‌ها جوش می‌دادم"),
    said("Tekeningen gelezen en materiaal besteld", "قراءة الرسومات وطلب المواد", "ስእልታት ኣንቢበን ናውቲ ኣዚዘን", "نقشه می‌خواندم و مواد سفارش می‌دادم"),
    said("Twee leerlingen begeleid", "الإشراف على متدرّبَين اثنين", "ክልተ ተመሃሮ መሪሐ", "دو شاگرد را راهنمایی کردم"),
))  # fmt: skip
KITCHEN = Experience("2019-03", "", said("Medewerker keuken", "عاملة مطبخ", "ሰራሕተኛ ክሽነ", "کارمند آشپزخانه"), "Restaurant De Brug", "Utrecht", (
    said("Groente en fruit gesneden, hygiënisch gewerkt volgens HACCP", "تقطيع الخضار والفواكه والعمل بنظافة وفق HACCP", "ኣሕምልትን ፍረታትን ምቑራጽ፣ ብመሰረት HACCP ጽሬት ምሕላው", "سبزی و میوه خرد می‌کنم و طبق HACCP بهداشتی کار می‌کنم"),
), ongoing=True)  # fmt: skip
CARE = Experience("2014", "2018", said("Zorg voor familie", "رعاية العائلة", "ክንክን ስድራቤት", "مراقبت از خانواده"), "", said("onderweg en thuis", "في الطريق وفي البيت", "ኣብ መገድን ኣብ ገዛን", "در راه و در خانه"), (), paid=False)  # fmt: skip


def content(language: str = "ar") -> PortfolioContent:
    """A full portfolio of an invented participant who speaks ``language``."""
    return PortfolioContent(
        person=PEOPLE[language],
        made_on=date(2026, 11, 21),
        house=House("Stichting Voorbeeld", "0f4c5c", address="Voorbeeldstraat 1, 3500 AA Utrecht"),
        project="Een nieuwe baan",
        coach="Anneke de Wit",
        profile_text=said(
            "Ik werk graag met mijn handen en ik leer snel. Ik wil weer als lasser werken en ondertussen beter Nederlands leren.",
            "أحب العمل بيديّ وأتعلم بسرعة. أريد أن أعمل لحّامًا من جديد وأن أتحسن في اللغة الهولندية (الآن مستوى A2).",
            "ብኢደይ ምስራሕ ይፈቱ፣ ቀልጢፈ ድማ ይመሃር። ከም ለሓሚ እንደገና ክሰርሕን ቋንቋ ሆላንድ ክመሃርን ይደሊ።",
            "کار با دست را دوست دارم و زود یاد می‌گیرم. می‌خواهم دوباره جوشکار شوم و زبان هلندی‌ام را بهتر کنم.",
        ),
        qualities=(
            Quality(said("betrouwbaar", "موثوق", "እሙን", "قابل اعتماد"), True, True),
            Quality(said("op tijd", "دقيق في المواعيد", "ኣብ ሰዓቱ", "وقت‌شناس"), True, True),
            Quality(said("doorzetten", "مثابر", "ጽኑዕ", "پشتکار"), True, False),
            Quality(said("precies", "دقيق", "ጥንቁቕ", "دقیق"), True, False),
            Quality(said("behulpzaam", "متعاون", "ሓጋዚ", "یاری‌رسان"), False, True),
        ),
        experience=(WELDER, CARE, KITCHEN),
        education=(
            Education("2004", "2007", said("Technische school, metaal", "مدرسة صناعية، قسم المعادن", "ተክኒካዊ ቤት ትምህርቲ፣ ሓጺን", "هنرستان فنی، رشته فلز"), "Technical Secondary School", said("Aleppo, Syrië", "حلب، سوريا", "ሓለብ፣ ሶርያ", "حلب، سوریه"),
                      recognition=said("mbo niveau 2 (IDW, 2022)", "يعادل mbo المستوى 2 (IDW، 2022)", "mbo ደረጃ 2 (IDW, 2022)", "برابر با mbo سطح ۲ (IDW، ۲۰۲۲)")),
            Education("2021-09", "2022-06", said("Nederlands, A2", "اللغة الهولندية، A2", "ሆላንድኛ፣ A2", "زبان هلندی، A2"), "ROC Midden Nederland", "Utrecht"),
        ),
        languages=(
            LanguageSkill({"ar": "ar", "ti": "ti", "fa": "fa"}[language], mother=True),
            LanguageSkill("nl", "A2", "A2", "A2", "A1", source=said("examen 2022", "امتحان 2022", "ፈተና 2022", "آزمون 2022")),
            LanguageSkill("en", "A1", "A1", "A1", "A0"),
        ),
        skills=(said("Lassen (MIG/MAG)", "اللحام (MIG/MAG)", "ምልሓም (MIG/MAG)", "جوشکاری (MIG/MAG)"), "Word", "Excel"),
        interests=(said("koken", "الطبخ", "ምኽሻን", "آشپزی"), said("voetbal", "كرة القدم", "ኩዕሶ እግሪ", "فوتبال")),
        possibilities=Possibilities(
            scores={"R": 11.0, "I": 5.0, "A": 3.2, "S": 8.0, "E": 4.0, "C": None},
            talents=(said("Gereedschap gebruiken", "استخدام الأدوات", "ናውቲ ምጥቃም", "کار با ابزار"), said("Veilig werken", "العمل بأمان", "ብውሑስ ምስራሕ", "کار ایمن")),
            wishes=(said("Bellen in het Nederlands", "إجراء مكالمات بالهولندية", "ብሆላንድኛ ምድዋል", "تلفن زدن به هلندی"),),
            suggestions=(
                Suggestion(said("Productiemedewerker metaal", "عامل إنتاج معادن", "ሰራሕተኛ ሓጺን", "کارگر تولید فلز"), "now", (said("werken met machines", "العمل على الآلات", "ምስ ማሽን ምስራሕ", "کار با ماشین"),), (said("ploegendienst", "نوبات عمل", "ብፈረቓ", "شیفتی"),), said("Bedrijf bezoeken", "زيارة شركة", "ትካል ምብጻሕ", "دیدن شرکت")),
                Suggestion(said("Lasser", "لحّام", "ለሓሚ", "جوشکار"), "soon", (said("eigen ervaring", "خبرة سابقة", "ናይ ቀደም ተሞክሮ", "تجربه خودم"),), (said("VCA nodig", "شهادة VCA مطلوبة", "VCA የድሊ", "VCA لازم است"),)),
            ),
            on="2026-09-01",
        ),
        plan=Plan(
            dream_job=said("Eigen lasbedrijf", "ورشة لحام خاصة بي", "ናይ ገዛእ ርእሰይ ዕዮ ምልሓም", "کارگاه جوشکاری خودم"),
            first_job=said("Productiemedewerker metaal", "عامل إنتاج معادن", "ሰራሕተኛ ሓጺን", "کارگر تولید فلز"),
            how_it_helps=said("Ik leer de woorden en de regels van de werkplaats.", "أتعلم كلمات الورشة وقواعدها.", "ቃላትን ሕግታትን ናይቲ ስራሕ ይመሃር።", "واژه‌ها و قاعده‌های کارگاه را یاد می‌گیرم."),
            own_words=said("Over drie jaar wil ik mijn eigen bus met mijn naam erop.", "بعد ثلاث سنوات أريد سيارتي الخاصة وعليها اسمي.", "ድሕሪ ሰለስተ ዓመት ስመይ ዝተጻሕፎ መኪና ክህልወኒ ይደሊ።", "تا سه سال دیگر می‌خواهم ون خودم را با نام خودم داشته باشم."),
            check=((said("Is de weg niet te lang?", "أليس الطريق طويلًا جدًا؟", "እቲ መገዲ ኣይነውሕን ድዩ?", "آیا راه خیلی دراز نیست؟"), said("Nee, in stappen", "لا، على خطوات", "ኣይፋል፣ ብስጉምቲ", "نه، گام به گام")),),
            outcome=said("Haalbaar met een tussenstap", "ممكن مع خطوة وسيطة", "ምስ ማእከላይ ስጉምቲ ይከኣል", "با یک گام میانی شدنی است"),
            steps=(
                PlanStep(said("VCA-cursus volgen", "حضور دورة VCA", "ኮርስ VCA ምውሳድ", "رفتن به دوره VCA"), said("deelnemer", "المشارِكة", "ተሳታፊ", "شرکت‌کننده"), "2026-12-15", "doing"),
                PlanStep(said("Bedrijf in Nieuwegein bezoeken", "زيارة شركة في \u2068Nieuwegein\u2069", "ኣብ Nieuwegein ትካል ምብጻሕ", "دیدن شرکتی در Nieuwegein"), said("deelnemer en coach", "المشارِكة والمرشدة", "ተሳታፊን መራሕን", "شرکت‌کننده و مربی"), "2026-11-30", "done"),
                PlanStep(said("Taalstage van 12 weken", "تدريب لغوي لمدة 12 أسبوعًا", "ናይ 12 ሰሙን ልምምድ ቋንቋ", "کارآموزی زبان ۱۲ هفته"), said("coach", "المرشدة", "መራሕ", "مربی"), "2027-03-01", "todo"),
            ),
            agreements=(
                Agreement(said("Deelnemer", "المشارِكة", "ተሳታፊ", "شرکت‌کننده"), said("Komt elke week op dinsdag om 9:30", "تحضر كل أسبوع يوم الثلاثاء الساعة 9:30", "ሰሉስ ሰሉስ ሰዓት 9:30 ይመጽእ", "هر هفته سه‌شنبه ساعت 9:30 می‌آید")),
                Agreement(said("Coach", "المرشدة", "መራሕ", "مربی"), said("Belt de werkgever voor 1 december", "تتصل بصاحب العمل قبل 1 ديسمبر", "ቅድሚ 1 ታሕሳስ ንኣስራሒ ይድውል", "پیش از اول دسامبر به کارفرما زنگ می‌زند")),
            ),
            reviews=(("2027-01-05", said("week 6", "الأسبوع 6", "ሰሙን 6", "هفته ۶")), ("2027-03-01", said("maand 3", "الشهر 3", "ወርሒ 3", "ماه ۳"))),
        ),
        learning_goals=(
            LearningGoal(said("Bellen met een werkgever", "الاتصال بصاحب عمل", "ናብ ኣስራሒ ምድዋል", "تلفن به کارفرما"), "2026-10", "done", said("Gelukt bij twee bedrijven", "نجح مع شركتين", "ምስ ክልተ ትካላት ተዓዊቱ", "با دو شرکت موفق شد")),
            LearningGoal(said("Veiligheidswoorden kennen", "معرفة كلمات السلامة", "ቃላት ድሕንነት ምፍላጥ", "دانستن واژه‌های ایمنی"), "2026-12", "doing"),
        ),
        trainings=(
            Training(said("Sollicitatietraining", "تدريب على التقدم للوظائف", "ስልጠና ምምልካት ስራሕ", "آموزش درخواست کار"), "2026-09-14", "12", "Stichting Voorbeeld"),
            Training(said("Bedrijfsbezoek haven", "زيارة شركة في الميناء", "ምብጻሕ ትካል ወደብ", "بازدید از بندر"), "2026-10-02", "3", "Havenbedrijf Voorbeeld"),
        ),
        certificates=(
            Certificate("HACCP", "2020-05-11", "SVH", "", picture(), "haccp.jpg"),
            Certificate(said("Heftruck", "رافعة شوكية", "ፎርክሊፍት", "لیفتراک"), "2021-02-01", "BMWT", "2026-02-01"),
        ),
        references=(
            Reference("Karin Bakker", said("bedrijfsleider", "مديرة", "መራሒት", "مدیر"), "Restaurant De Brug", said("Altijd op tijd, werkt schoon en helpt collega’s.", "دائمًا في الموعد، تعمل بنظافة وتساعد الزملاء.", "ኩሉ ግዜ ኣብ ሰዓቱ፣ ጽሩይ ይሰርሕ፣ ንመሳርሕቱ ድማ ይሕግዝ።", "همیشه سر وقت، تمیز کار می‌کند و به همکاران کمک می‌کند."), "030 123 4567"),
        ),
        obstacles=(said("Kinderopvang is nog niet geregeld", "رعاية الأطفال لم تُرتَّب بعد", "ክንክን ቆልዑ ገና ኣይተወሰነን", "نگهداری کودکان هنوز درست نشده"),),
        needs=(said("Niet zwaar tillen", "عدم رفع أشياء ثقيلة", "ከቢድ ዘይምልዓል", "بار سنگین بلند نکردن"),),
    )  # fmt: skip
