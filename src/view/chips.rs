//! What the screen is narrowed by, in a few words each.

use crate::base::order;
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::zone::Zone;
use crate::metric::{self, distribution};
use crate::report::{Behind, Bin, Side};
use crate::view::format;
use crate::view::histogram::bin_name;
use crate::view::locale::Locale;
use crate::view::state::{Change, State, View};
use crate::view::text::charts::charts_of;
use crate::view::text::explore::{Explore, explore_of};
use crate::view::text::{fill, joined};

/// So many values are named; of more, how many there are.
const NAMED: usize = 4;

/// A dimension whose values are numbers of days of the week.
const WEEKDAY: &str = "weekday";

/// A dimension whose values are hours of the day.
const HOUR_OF_DAY: &str = "hour";

/// One thing that the screen is narrowed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The key of the filter, where it is one that can be edited.
    pub key: Option<String>,
    /// What it says.
    pub text: String,
    /// The same with all values.
    pub full: String,
    /// What takes it away.
    pub off: Change,
}

/// Everything that the view on the screen is narrowed by.
pub fn chips(state: &State, zone: Option<&Zone>, locale: &Locale) -> Vec<Chip> {
    let words = explore_of(locale.language);
    let filters = state.filters.iter().map(|(key, values)| {
        let text = |most| filter_text(key, values, most, words, locale);
        Chip {
            key: Some(key.clone()),
            text: text(NAMED),
            full: text(usize::MAX),
            off: Change::Filter(key.clone(), Vec::new()),
        }
    });
    let mut chips: Vec<Chip> = filters.collect();
    // Only the register is narrowed by these.
    if state.view == View::Conversations {
        let behind = state.behind.iter().map(|behind| {
            let text = behind_text(behind, words);
            Chip::fixed(text, Change::Behind(None))
        });
        chips.extend(behind);
        chips.extend((!state.bins.is_empty()).then(|| {
            let text: Vec<String> = state.bins.iter().map(|bin| bin_text(bin, locale)).collect();
            Chip::fixed(text.join(", "), Change::Bins(Vec::new()))
        }));
        chips.extend(state.theme.as_ref().map(|theme| {
            let given = state.themes.names.get(&theme.id);
            let name = given.unwrap_or(&theme.name);
            let text = match name.is_empty() {
                true => words.a_theme.to_owned(),
                false => fill(words.theme, &[("name", name)]),
            };
            Chip::fixed(text, Change::NoTheme)
        }));
        chips.extend(state.within.map(|within| {
            let text = within_text(within, zone, locale);
            Chip::fixed(fill(words.within, &[("span", &text)]), Change::Within(None))
        }));
    }
    chips
}

impl Chip {
    fn fixed(text: String, off: Change) -> Chip {
        Chip {
            key: None,
            full: text.clone(),
            text,
            off,
        }
    }
}

/// What a field is called.
pub fn field_name(field: &str, locale: &Locale) -> String {
    locale.text().dimension_name(field)
}

/// What a value of a field is called; `None` stands for none.
pub fn value_name(field: &str, value: Option<&str>, locale: &Locale) -> String {
    let number = |value: &str| value.parse::<usize>().ok();
    match (field, value.and_then(number)) {
        (WEEKDAY, Some(day @ 1..=7)) => format::weekday(day - 1, locale).to_owned(),
        (HOUR_OF_DAY, Some(hour @ 0..=23)) => {
            let (from, to) = (
                format::hour(hour as u8),
                format::hour(((hour + 1) % 24) as u8),
            );
            format!("{from} – {to}")
        }
        _ => locale.text().value_name(field, value),
    }
}

fn filter_text(
    key: &str,
    values: &[String],
    most: usize,
    words: &Explore,
    locale: &Locale,
) -> String {
    let (field, template) = match key.strip_suffix('!') {
        Some(field) => (field, words.is_not),
        None => (key, words.is),
    };
    let mut names = names(field, values, locale);
    let more = names.len().saturating_sub(most);
    if more > 0 {
        names.truncate(most);
        let count = format::count(more as u64, locale);
        let form = locale.text().more.form(more as u64, locale.language);
        names.push(fill(form, &[("count", &count)]));
    }
    let parts = [
        ("field", &*field_name(field, locale)),
        ("values", &*joined(&names, ", ")),
    ];
    fill(template, &parts)
}

/// The names of values; days of the week and hours in their order, hours in
/// a row as one.
fn names(field: &str, values: &[String], locale: &Locale) -> Vec<String> {
    let number = |value: &String| value.parse::<u32>().ok();
    let mut numbers: Option<Vec<u32>> = values.iter().map(number).collect();
    if let Some(numbers) = &mut numbers {
        order::by_key(numbers, &i64::from);
    }
    match (field, numbers) {
        (WEEKDAY, Some(days)) => {
            let names = days.iter().map(|day| match day {
                1..=7 => format::short_weekday(*day as usize - 1, locale).to_owned(),
                _ => day.to_string(),
            });
            names.collect()
        }
        (HOUR_OF_DAY, Some(hours)) => {
            let mut rows: Vec<(u32, u32)> = Vec::new();
            for hour in hours {
                match rows.last_mut() {
                    Some(last) if last.1 == hour => last.1 = hour + 1,
                    _ => rows.push((hour, hour + 1)),
                }
            }
            let clock = |hour: u32| format::hour((hour % 24) as u8);
            let names = rows.into_iter();
            names
                .map(|(from, to)| format!("{} – {}", clock(from), clock(to)))
                .collect()
        }
        _ => {
            let some = |value: &String| (!value.is_empty()).then(|| value.clone());
            let names = values
                .iter()
                .map(|value| value_name(field, some(value).as_deref(), locale));
            names.collect()
        }
    }
}

fn behind_text(Behind { metric, side }: &Behind, words: &Explore) -> String {
    let title = metric::countable(metric).map_or(metric.as_str(), |metric| metric.about.title);
    let template = match side {
        Side::Numerator => words.behind,
        Side::Denominator => words.behind_below,
        Side::Rest => words.behind_rest,
    };
    fill(template, &[("metric", title)])
}

fn bin_text(bin: &Bin, locale: &Locale) -> String {
    let known = metric::find(&bin.metric).zip(distribution::find(&bin.metric));
    let Some((metric, known)) = known else {
        return bin.metric.clone();
    };
    fill(
        charts_of(locale.language).bin,
        &[
            ("metric", known.title()),
            ("bin", &bin_name(known, metric.about.unit, bin.bin, locale)),
        ],
    )
}

fn within_text((from, to): (Millis, Millis), zone: Option<&Zone>, locale: &Locale) -> String {
    let utc = Zone::utc();
    let zone = zone.unwrap_or(&utc);
    let at = |instant: Millis| {
        let date = format::date(zone.date(instant), locale);
        let minutes = zone.local(instant).rem_euclid(HOUR) / MINUTE;
        format!("{date} {:02}:{minutes:02}", zone.hour(instant))
    };
    let (first, last) = (zone.date(from), zone.date(to - 1));
    let at_midnight = |instant: Millis| zone.local(instant).rem_euclid(DAY) == 0;
    if at_midnight(from) && at_midnight(to) {
        return format::span(first, last, locale);
    }
    format!("{} – {}", at(from), at(to))
}

#[cfg(test)]
mod tests {
    use super::{chips, field_name, value_name};
    use crate::base::time::{DAY, HOUR, MINUTE};
    use crate::report::{Behind, Side};
    use crate::view::Locale;
    use crate::view::state::{Change, State, View};

    fn texts(state: &State) -> Vec<String> {
        let locale = Locale::from_tag("en-GB");
        let chips = chips(state, None, &locale);
        chips.into_iter().map(|chip| chip.text).collect()
    }

    fn filtered(key: &str, values: &[&str]) -> State {
        let mut state = State::default();
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        state.change(Change::Filter(key.to_owned(), values));
        state
    }

    #[test]
    fn a_chip_names_the_field_and_its_values() {
        for (key, values, text) in [
            (
                "channel",
                &["web", "whatsapp"][..],
                "Channel: Web, WhatsApp",
            ),
            ("topic!", &["spam"], "not Topic: spam"),
            ("topic", &["", "spam"], "Topic: Not set, spam"),
            ("weekday", &["2", "1", "7"], "Weekday: Mon, Tue, Sun"),
            (
                "hour",
                &["10", "09", "22", "23", "16"],
                "Hour: 09:00 – 11:00, 16:00 – 17:00, 22:00 – 00:00",
            ),
            ("hour", &["night"], "Hour: night"),
            (
                "plan",
                &["a", "b", "c", "d", "e", "f"],
                "plan: a, b, c, d, 2 more",
            ),
            ("handoff_outcome", &["pending"], "Hand-off outcome: Pending"),
        ] {
            assert_eq!(texts(&filtered(key, values)), [text]);
        }
    }

    #[test]
    fn all_values_stand_in_the_full_text_and_a_chip_can_go() {
        let mut state = filtered("plan!", &["a", "b", "c", "d", "e"]);
        let chip = chips(&state, None, &Locale::from_tag("en")).remove(0);
        assert_eq!(chip.full, "not plan: a, b, c, d, e");
        assert_eq!(chip.key.as_deref(), Some("plan!"));
        state.change(chip.off);
        assert_eq!(state, State::default());
    }

    #[test]
    fn only_the_register_is_narrowed_by_a_number_or_an_instant() {
        let mut state = filtered("channel", &["web"]);
        let behind = |side| Behind {
            metric: "outcome_resolved_by_bot".to_owned(),
            side,
        };
        state.change(Change::Behind(Some(behind(Side::Numerator))));
        state.change(Change::Within(Some((DAY, DAY + 90 * MINUTE))));
        assert_eq!(texts(&state).len(), 1);
        state.view = View::Conversations;
        assert_eq!(
            texts(&state)[1..],
            [
                "Behind: Resolved by bot",
                "Started: 2 Jan 1970 00:00 – 2 Jan 1970 01:30"
            ]
        );
        state.change(Change::Behind(Some(behind(Side::Denominator))));
        state.change(Change::Within(Some((DAY, 3 * DAY))));
        assert_eq!(
            texts(&state)[1..],
            [
                "Behind: Resolved by bot, all cases",
                "Started: 2 – 3 Jan 1970"
            ]
        );
        state.change(Change::Within(Some((HOUR, 2 * HOUR))));
        state.change(Change::NoFilters);
        assert_eq!(texts(&state), [""; 0]);
    }

    #[test]
    fn values_are_called_as_people_call_them() {
        let locale = Locale::from_tag("en");
        assert_eq!(value_name("weekday", Some("3"), &locale), "Wednesday");
        assert_eq!(value_name("weekday", Some("8"), &locale), "8");
        assert_eq!(value_name("hour", Some("23"), &locale), "23:00 – 00:00");
        assert_eq!(value_name("plan", Some("5"), &locale), "5");
        assert_eq!(
            value_name("outcome", Some("open"), &locale),
            "Open (provisional)"
        );
        assert_eq!(field_name("support_type", &locale), "Support type");
        assert_eq!(field_name("éclair", &locale), "éclair");
    }
}
