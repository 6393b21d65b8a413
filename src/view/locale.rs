//! Languages and the habits of writing numbers and dates that go with them.

use crate::view::text::{Text, text_of};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Swedish.
    Swedish,
    /// Russian.
    Russian,
    /// West Frisian.
    Frisian,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them, in the order a menu lists them.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::French,
        Language::Swedish,
        Language::Russian,
        Language::Frisian,
        Language::German,
        Language::Spanish,
    ];

    /// The language of a BCP 47 tag (`fr-CA`), English where it is none of
    /// ours.
    pub fn from_tag(tag: &str) -> Language {
        let primary = subtags(tag).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == primary)
            .unwrap_or(Language::English)
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Swedish => "sv",
            Language::Russian => "ru",
            Language::Frisian => "fy",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }

    /// Its own name, for a menu.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::French => "Français",
            Language::Swedish => "Svenska",
            Language::Russian => "Русский",
            Language::Frisian => "Frysk",
            Language::German => "Deutsch",
            Language::Spanish => "Español",
        }
    }
}

/// Where the currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyPlace {
    /// `€ 61.20`
    Before,
    /// `61,20 €`
    After,
}

/// In which order a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `7 June`
    DayMonth,
    /// `7. Juni`
    DayDotMonth,
    /// `7 de junio`
    DayDeMonth,
    /// `June 7`
    MonthDay,
}

/// A language together with a region's habits.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// Its words.
    pub language: Language,
    /// Before the fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// The fewest digits before the first separator: Spanish leaves 1234
    /// alone.
    pub group_from: usize,
    /// Where the currency stands.
    pub money: MoneyPlace,
    /// How dates are written.
    pub date: DateOrder,
}

/// A space that is narrow and does not break.
pub const NARROW: char = '\u{202f}';

impl Locale {
    /// The locale of a BCP 47 tag; plain English where it is none of ours.
    pub fn from_tag(tag: &str) -> Locale {
        let language = Language::from_tag(tag);
        let region = subtags(tag)
            .skip(1)
            .find(|part| part.len() == 2 || part.len() == 3)
            .unwrap_or_default();
        let base = Locale::of_language(language);
        match (language, region.as_str()) {
            (Language::English, "us") => Locale {
                date: DateOrder::MonthDay,
                ..base
            },
            (Language::German, "ch" | "li") => Locale {
                decimal: '.',
                group: '’',
                money: MoneyPlace::Before,
                ..base
            },
            (Language::Spanish, "mx" | "us" | "gt" | "pe" | "419") => Locale {
                decimal: '.',
                group: ',',
                group_from: 1,
                money: MoneyPlace::Before,
                ..base
            },
            _ => base,
        }
    }

    /// The words of its language.
    pub fn text(&self) -> &'static Text {
        text_of(self.language)
    }

    fn of_language(language: Language) -> Locale {
        let (decimal, group, money, date) = match language {
            Language::English => ('.', ',', MoneyPlace::Before, DateOrder::DayMonth),
            Language::French | Language::Swedish | Language::Russian => {
                (',', NARROW, MoneyPlace::After, DateOrder::DayMonth)
            }
            Language::Frisian => (',', '.', MoneyPlace::Before, DateOrder::DayMonth),
            Language::German => (',', '.', MoneyPlace::After, DateOrder::DayDotMonth),
            Language::Spanish => (',', '.', MoneyPlace::After, DateOrder::DayDeMonth),
        };
        Locale {
            language,
            decimal,
            group,
            group_from: if language == Language::Spanish { 2 } else { 1 },
            money,
            date,
        }
    }
}

fn subtags(tag: &str) -> impl Iterator<Item = String> {
    tag.split(['-', '_']).map(str::to_ascii_lowercase)
}

/// The names of a language's months and weekdays.
pub(crate) struct Calendar {
    /// January to December, as they stand in a date.
    pub(crate) months: [&'static str; 12],
    /// The same, cut.
    pub(crate) short_months: [&'static str; 12],
    /// Monday to Sunday.
    pub(crate) weekdays: [&'static str; 7],
    /// The same, cut.
    pub(crate) short_weekdays: [&'static str; 7],
}

impl Language {
    /// The names of its months and weekdays.
    #[rustfmt::skip]
    pub(crate) fn calendar(self) -> &'static Calendar {
        match self {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::Swedish => &SWEDISH,
            Language::Russian => &RUSSIAN,
            Language::Frisian => &FRISIAN,
            Language::German => &GERMAN,
            Language::Spanish => &SPANISH,
        }
    }
}

#[rustfmt::skip]
static ENGLISH: Calendar = Calendar {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    short_months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    short_weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

#[rustfmt::skip]
static FRENCH: Calendar = Calendar {
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    short_months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    short_weekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
};

#[rustfmt::skip]
static SWEDISH: Calendar = Calendar {
    months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
    short_months: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    short_weekdays: ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
};

#[rustfmt::skip]
static RUSSIAN: Calendar = Calendar {
    months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    short_months: ["янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."],
    weekdays: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    short_weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
};

#[rustfmt::skip]
static FRISIAN: Calendar = Calendar {
    months: ["jannewaris", "febrewaris", "maart", "april", "maaie", "juny", "july", "augustus", "septimber", "oktober", "novimber", "desimber"],
    short_months: ["jan", "feb", "mrt", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des"],
    weekdays: ["moandei", "tiisdei", "woansdei", "tongersdei", "freed", "sneon", "snein"],
    short_weekdays: ["mo", "ti", "wo", "to", "fr", "so", "si"],
};

#[rustfmt::skip]
static GERMAN: Calendar = Calendar {
    months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    short_months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    short_weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
};

#[rustfmt::skip]
static SPANISH: Calendar = Calendar {
    months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    short_months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    short_weekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
};
