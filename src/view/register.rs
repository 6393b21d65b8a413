//! The register in words: what its columns are called, and how each cell
//! reads.

use chrono::Datelike;

use crate::base::date;
use crate::base::time::Date;
use crate::filter::ATTRIBUTE_PREFIX;
use crate::report::{Cell, Page, Row};
use crate::view::color::Color;
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::palette;
use crate::view::picture::Table;
use crate::view::text::register::{RegisterWords, register_of};
use crate::view::text::{fill, joined};
use crate::view::theme::Theme;

/// The columns of a register nobody has arranged, behind the first question.
pub const USUAL: [&str; 7] = [
    "outcome",
    "channel",
    "served_by",
    "messages",
    "csat",
    "start",
    "last_update",
];

/// The sort key of the first column, which shows question and customer.
pub const QUESTION: &str = "first_question";

/// Stands before currencies.
const REVENUE: &str = "revenue_";
/// Stands behind lengths of time.
const SECONDS: &str = "_seconds";
/// The columns with instants.
const INSTANTS: [&str; 3] = ["start", "end", "last_update"];
/// Between customer and topic.
const DOT: &str = " · ";
/// Between the values of a list.
const SEPARATOR: &str = ", ";

/// What it takes to write a cell.
#[derive(Clone, Copy, Debug)]
pub struct Habits<'a> {
    /// Language and habits.
    pub locale: &'a Locale,
    /// Colours.
    pub theme: &'a Theme,
    /// The local date of "now"; dates of other years are told with theirs.
    pub today: Date,
}

/// A cell as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What it says; a dash where there is nothing.
    pub text: String,
    /// The colour beside a status.
    pub swatch: Option<Color>,
    /// Whether there is nothing.
    pub is_empty: bool,
}

impl Habits<'_> {
    fn words(&self) -> &'static RegisterWords {
        register_of(self.locale.language)
    }

    /// What a column is called: attributes by their own name.
    pub fn title(&self, column: &str) -> String {
        let words = self.words();
        let known = words.titles.iter().find(|title| title.0 == column);
        match (known, column.strip_prefix(REVENUE)) {
            (Some((_, title)), _) => (*title).to_owned(),
            (None, Some(currency)) => fill(words.revenue, &[("currency", currency)]),
            (None, None) => column
                .strip_prefix(ATTRIBUTE_PREFIX)
                .unwrap_or(column)
                .to_owned(),
        }
    }

    /// A cell of a column.
    pub fn cell(&self, column: &str, cell: &Cell) -> Shown {
        let text = match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) if INSTANTS.contains(&column) => self.instant(text),
            Cell::Text(text) if column == "outcome" && text == "open" => {
                self.words().open.to_owned()
            }
            Cell::Text(text) => self.locale.text().value_name(column, Some(text)),
            Cell::Number(number) => self.number(column, *number),
            Cell::Flag(flag) => self.words().flags[usize::from(!flag)].to_owned(),
            Cell::Texts(texts) => joined(texts, SEPARATOR),
            Cell::Numbers(numbers) => {
                let numbers = numbers.iter().map(|&number| self.number(column, number));
                numbers.collect::<Vec<_>>().join(SEPARATOR)
            }
        };
        if text.is_empty() {
            return Shown {
                text: self.locale.text().undefined.to_owned(),
                is_empty: true,
                ..Shown::default()
            };
        }
        let swatch = match cell {
            Cell::Text(key) if column == "outcome" => {
                Some(palette::paint(self.theme, column, Some(key), 0).color)
            }
            _ => None,
        };
        Shown {
            text,
            swatch,
            is_empty: false,
        }
    }

    fn number(&self, column: &str, number: f64) -> String {
        match column.strip_prefix(REVENUE) {
            Some(currency) => format::money(number, currency, self.locale).joined(),
            None if column.ends_with(SECONDS) => format::duration(number, self.locale),
            None => format::plain(number, self.locale),
        }
    }

    /// `31 May 20:41`, with the year where it is not this one.
    pub fn instant(&self, text: &str) -> String {
        match self.day(text) {
            Some(day) => format!("{day} {}", time(text)),
            None => text.to_owned(),
        }
    }

    /// The question of a row, and under it the customer and the topic.
    fn first(&self, row: &Row) -> String {
        let words = self.words();
        let or = |text: &str, other: &str| match text.is_empty() {
            true => other.to_owned(),
            false => text.to_owned(),
        };
        let question = row.question.text.split_whitespace();
        let question = or(&question.collect::<Vec<_>>().join(" "), words.no_question);
        let customer = or(&row.customer.text, words.anonymous);
        let below: Vec<String> = [customer].into_iter().chain(row.topic.clone()).collect();
        format!("{question}\n{}", joined(&below, DOT))
    }

    /// The day of an instant.
    pub fn day(&self, text: &str) -> Option<String> {
        let day = date::read(text.get(..10)?)?;
        Some(match day.year() == self.today.year() {
            true => format::short_day(day, self.locale),
            false => format::date(day, self.locale),
        })
    }
}

/// The rows of a page whose cells are these columns, for paper.
pub fn table(page: &Page, columns: &[String], habits: &Habits<'_>) -> Table {
    let titles = columns.iter().map(|column| habits.title(column));
    let head = [habits.words().question.to_owned()]
        .into_iter()
        .chain(titles);
    let row = |row: &Row| {
        let cells = row.cells.iter().zip(columns);
        let cells = cells.map(|(cell, column)| habits.cell(column, cell).text);
        [habits.first(row)].into_iter().chain(cells).collect()
    };
    Table {
        head: head.collect(),
        rows: page.rows.iter().map(row).collect(),
        targets: Vec::new(),
    }
}

/// The time of day of an instant: `20:41`.
pub fn time(text: &str) -> &str {
    text.get(11..16).unwrap_or_default()
}

/// Whether a column is read by the ends of its cells: numbers and times.
pub fn is_aligned_at_end(column: &str) -> bool {
    const NUMBERS: [&str; 16] = [
        "number_in_thread",
        "messages",
        "user_messages",
        "bot_messages",
        "agent_messages",
        "canned_messages",
        "fallbacks",
        "fallbacks_before_agent",
        "user_messages_before_agent",
        "widget_opens",
        "bookings",
        "orders",
        "csat",
        "ces",
        "nps",
        "sentiments",
    ];
    NUMBERS.contains(&column)
        || INSTANTS.contains(&column)
        || column.ends_with(SECONDS)
        || column.starts_with(REVENUE)
}

/// The column that gives way to another where there is no room for both.
pub const GIVES_WAY: [&str; 2] = ["start", "last_update"];

/// How narrow the first column becomes where there is no room for all, in CSS
/// pixels.
pub const LEAST_QUESTION: u32 = 200;

/// How wide a column is that nobody has changed, in CSS pixels.
pub fn usual_width(column: &str) -> u32 {
    match column {
        QUESTION => 300,
        "outcome" => 172,
        "channel" => 100,
        "served_by" | "customer" | "agent_name" | "user_name" | "topic" => 116,
        "user_email" | "tags" | "page" | "id" | "conversation_id" => 190,
        "csat" | "ces" | "nps" => 64,
        "messages" => 86,
        _ if INSTANTS.contains(&column) => 114,
        _ => 124,
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::Date;
    use crate::report::page::Marked;
    use crate::report::{Cell, Page, Row};
    use crate::view::locale::Locale;
    use crate::view::register::{Habits, USUAL, is_aligned_at_end, table};
    use crate::view::text::register::ENGLISH;
    use crate::view::theme::{Scheme, Theme};

    #[test]
    fn on_paper_a_row_says_what_it_says_on_the_screen() {
        let (locale, theme) = (Locale::from_tag("en-GB"), Theme::new(Scheme::Light));
        let habits = Habits {
            locale: &locale,
            theme: &theme,
            today: "2026-06-01".parse::<Date>().unwrap(),
        };
        let row = |question: &str, topic: Option<&str>| Row {
            question: Marked::plain(question),
            topic: topic.map(str::to_owned),
            cells: vec![Cell::Text("handed_off".to_owned()), Cell::Empty],
            ..Row::default()
        };
        let page = Page {
            rows: vec![row("Where\n\nis it?", Some("delivery")), row("", None)],
            ..Page::default()
        };
        let columns = ["outcome", "csat"].map(str::to_owned);
        let table = table(&page, &columns, &habits);
        assert_eq!(table.head, ["First question", "Status", "CSAT"]);
        let anonymous = ENGLISH.anonymous;
        let first = format!("Where is it?\n{anonymous} · delivery");
        assert_eq!(table.rows[0], [first.as_str(), "Handed off", "–"]);
        let second = format!("{}\n{anonymous}", ENGLISH.no_question);
        assert_eq!(table.rows[1][0], second);
    }

    #[test]
    fn cells_read_as_people_write_them() {
        let (locale, theme) = (Locale::from_tag("en-GB"), Theme::new(Scheme::Light));
        let habits = Habits {
            locale: &locale,
            theme: &theme,
            today: "2026-06-01".parse::<Date>().unwrap(),
        };
        let text = |text: &str| Cell::Text(text.to_owned());
        for (column, cell, says) in [
            ("outcome", text("handed_off"), "Handed off"),
            ("outcome", text("open"), "Open"),
            ("start", text("2026-05-31T20:41:09+02:00"), "31 May 20:41"),
            (
                "end",
                text("2025-12-31T20:41:09+01:00"),
                "31 Dec 2025 20:41",
            ),
            ("handle_seconds", Cell::Number(1864.0), "31:04"),
            ("revenue_EUR", Cell::Number(12.5), "€\u{202f}12.50"),
            ("messages", Cell::Number(1400.0), "1,400"),
            ("csat", Cell::Empty, "–"),
            ("tags", Cell::Texts(Vec::new()), "–"),
            ("tags", Cell::Texts(vec!["a".into(), "b".into()]), "a, b"),
            (
                "bot_response_seconds",
                Cell::Numbers(vec![2.0, 65.0]),
                "0:02, 1:05",
            ),
            ("missed", Cell::Flag(false), "No"),
            ("attributes.plan", text("gold"), "gold"),
        ] {
            assert_eq!(habits.cell(column, &cell).text, says, "{column}");
        }
        let status = habits.cell("outcome", &text("resolved_by_bot"));
        assert_eq!(status.swatch, Some(theme.categories[1]));
        assert!(habits.cell("csat", &Cell::Empty).is_empty);
        assert_eq!(habits.title("attributes.plan"), "plan");
        assert_eq!(habits.title("revenue_EUR"), "Revenue, EUR");
        for column in USUAL {
            assert_ne!(habits.title(column), column);
        }
        assert!(is_aligned_at_end("csat") && !is_aligned_at_end("channel"));
        let mut known: Vec<&str> = ENGLISH.titles.iter().map(|title| title.0).collect();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), ENGLISH.titles.len(), "each has one title");
    }
}
