//! How an address says what is on the screen:
//! `#view=conversations&period=last-28-days&channel=web,whatsapp&topic!=spam`.
//!
//! Only what differs from the page's usual state is written. What cannot be
//! read is left as usual, and the rest holds: links outlive versions.

use crate::base::date;
use crate::base::moment;
use crate::base::preset::Preset;
use crate::base::time::{Bucket, Period};
use crate::base::zone::rfc3339_utc;
use crate::filter::ATTRIBUTE_PREFIX;
use crate::metric::{self, distribution};
use crate::report::figure::Annotation;
use crate::report::themes::Of;
use crate::report::{Arms, Behind, Bin, Side, Sort};
use crate::view::layout::Tile;
use crate::view::state::{
    Arranged, Change, Choice, Picked, Retheme, State, Switched, View, charts,
};

/// What opens the bundled sample.
const SAMPLE: &str = "sample";

/// A theme of questions has a name, or is the same as another.
const NAME: &str = "name";
const SAME: &str = "same";

/// The keys that are no fields, in the order in which they are written. An
/// attribute of such a name is written with its prefix.
pub const KEYS: [&str; 18] = [
    "view", "period", "compare", "bucket", "timezone", "arms", "layout", "charts", "themes",
    "notes", "search", "sort", "behind", "bins", "theme", "within", "columns", "open",
];

impl State {
    /// What an address says of it behind its `#`, where `usual` goes without
    /// saying.
    pub fn write(&self, usual: &State) -> String {
        let mut parts = Parts(String::new());
        if self.sample {
            parts.0.push_str(SAMPLE);
        }
        if self.view != usual.view {
            parts.add("view", &[self.view.name()]);
        }
        if self.period != usual.period {
            parts.add("period", &[&period_text(self.period)]);
        }
        if self.compared != usual.compared {
            parts.add("compare", &[compare_text(self.compared)]);
        }
        if let Some(bucket) = self.bucket {
            parts.add("bucket", &[bucket.name()]);
        }
        if let Some(zone) = &self.timezone {
            parts.add("timezone", &[zone]);
        }
        match &self.arms {
            None => {}
            Some(Arms::Periods(a, b)) => parts.add("arms", &[&dates_text(*a), &dates_text(*b)]),
            Some(Arms::Values { by, a, b }) => {
                let [a, b] = [a, b].map(|value| value.as_deref().unwrap_or_default());
                parts.add("arms", &[by, a, b])
            }
        }
        self.write_layout(&mut parts);
        for (key, values) in self.filters.iter().filter(|(_, values)| !values.is_empty()) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            parts.add_filter(key, &values);
        }
        self.write_register(&mut parts);
        parts.0
    }

    fn write_layout(&self, parts: &mut Parts) {
        let mut add = |key: &str, texts: Vec<String>| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            parts.add(key, &texts);
        };
        for (board, view) in self.boards.iter().zip(View::ALL) {
            if let Some(tiles) = &board.layout {
                // An empty screen is a screen.
                let names = tiles.iter().map(Tile::name);
                let empty = tiles.is_empty().then(String::new);
                add(&key_of("layout", view), names.chain(empty).collect());
            }
            let tiles = board.tiles(view);
            let charts = board.charts.iter().filter_map(|chart| chart.write(&tiles));
            let charts: Vec<String> = charts.collect();
            if !charts.is_empty() {
                add(&key_of("charts", view), charts);
            }
        }
        let names = self.themes.names.iter();
        let names = names.map(|(id, name)| [NAME, id, name]);
        let merged = self.themes.merged.iter();
        let edits = names.chain(merged.map(|(part, whole)| [SAME, part, whole]));
        let edits: Vec<&str> = edits.flatten().collect();
        if !edits.is_empty() {
            parts.add("themes", &edits);
        }
        let mut add = |key: &str, texts: Vec<String>| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            parts.add(key, &texts);
        };
        if !self.annotations.is_empty() {
            let notes = self.annotations.iter();
            let notes = notes.flat_map(|note| [note.date.to_string(), note.text.clone()]);
            add("notes", notes.collect());
        }
    }

    fn write_register(&self, parts: &mut Parts) {
        if !self.search.is_empty() {
            parts.add("search", &[&self.search]);
        }
        if self.sort != Sort::default() {
            let order = if self.sort.descending { "desc" } else { "asc" };
            parts.add("sort", &[&self.sort.column, order]);
        }
        if let Some(Behind { metric, side }) = &self.behind {
            match side {
                Side::Numerator => parts.add("behind", &[metric]),
                Side::Denominator => parts.add("behind", &[metric, "denominator"]),
                Side::Rest => parts.add("behind", &[metric, "rest"]),
            }
        }
        if !self.bins.is_empty() {
            let bins = self.bins.iter();
            let bins = bins.map(|bin| format!("{}.{}", bin.metric, bin.bin + 1));
            let bins: Vec<String> = bins.collect();
            let bins: Vec<&str> = bins.iter().map(String::as_str).collect();
            parts.add("bins", &bins);
        }
        if let Some(theme) = &self.theme {
            parts.add("theme", &[of_text(theme.of), &theme.id]);
        }
        if let Some((from, to)) = self.within {
            parts.add("within", &[&rfc3339_utc(from), &rfc3339_utc(to)]);
        }
        if !self.columns.is_empty() {
            let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
            parts.add("columns", &columns);
        }
        if let Some(open) = &self.open {
            parts.add("open", &[open]);
        }
    }

    /// What an address says behind its `#`, and `usual` of what it does not
    /// say.
    pub fn read(fragment: &str, usual: &State) -> State {
        let mut state = usual.clone();
        let parts = || fragment.trim_start_matches('#').split('&');
        // Which switches there are depends on it.
        for part in parts() {
            if let Some((key, layout)) = part.split_once('=') {
                let _ = state.read_layout(key, layout);
            }
        }
        for part in parts() {
            if part == SAMPLE {
                state.sample = true;
            } else if let Some((key, values)) = part.split_once('=') {
                // What cannot be read is as if it were not there.
                let _ = state.read_part(key, values);
            }
        }
        state
    }

    fn read_layout(&mut self, key: &str, names: &str) -> Option<()> {
        let (view, board) = self.board_of("layout", key)?;
        let names = names.split(',').map(plain).collect::<Option<Vec<_>>>()?;
        let tiles = names.iter().filter_map(|name| Tile::named(name));
        let tiles: Vec<Tile> = tiles.collect();
        let empty = names.iter().all(String::is_empty);
        if empty || !tiles.is_empty() {
            board.lay_out(view, Some(tiles));
        }
        Some(())
    }

    fn read_charts(&mut self, key: &str, texts: &[&str]) -> Option<()> {
        let (view, board) = self.board_of("charts", key)?;
        let tiles = board.tiles(view);
        let read = texts.iter().filter_map(|text| Switched::read(text, &tiles));
        read.for_each(|switched| charts::set(&mut board.charts, switched));
        Some(())
    }

    /// The view that a key is about, with how it is arranged.
    fn board_of(&mut self, word: &str, key: &str) -> Option<(View, &mut Arranged)> {
        let mut boards = View::ALL.into_iter().zip(&mut self.boards);
        boards.find(|(view, _)| key_of(word, *view) == key)
    }

    fn read_part(&mut self, key: &str, values: &str) -> Option<()> {
        let values = values.split(',').map(plain).collect::<Option<Vec<_>>>()?;
        let texts: Vec<&str> = values.iter().map(String::as_str).collect();
        match (key, &texts[..]) {
            ("view", [name]) => self.view = View::named(name)?,
            ("period", [text]) => self.period = read_period(text)?,
            ("compare", [text]) => self.compared = read_compare(text)?,
            ("bucket", [name]) => self.bucket = Some(Bucket::named(name)?),
            ("timezone", [name]) if !name.is_empty() => self.timezone = Some(values[0].clone()),
            ("arms", texts) => self.arms = Some(read_arms(texts)?),
            (key, texts) if key.split('.').next() == Some("charts") && is_taken(key) => {
                self.read_charts(key, texts)?;
            }
            ("notes", texts) => {
                let read = texts
                    .chunks_exact(2)
                    .filter_map(|pair| note(pair[0], pair[1]));
                self.change(Change::Annotations(read.collect()));
            }
            ("themes", texts) => {
                let edits = texts.chunks_exact(3).filter_map(|edit| {
                    let (id, with) = (edit[1].to_owned(), edit[2].to_owned());
                    match edit[0] {
                        NAME => Some(Retheme::Name(id, with)),
                        SAME => Some(Retheme::Merge(id, with)),
                        _ => None,
                    }
                });
                self.change(Change::Themes(edits.collect()));
            }
            ("theme", [of, id]) => {
                self.theme = Some(Picked {
                    of: [Of::First, Of::BeforeFallback]
                        .into_iter()
                        .find(|known| of_text(*known) == *of)?,
                    id: (*id).to_owned(),
                    name: String::new(),
                });
            }
            ("search", [text]) => self.search = (*text).to_owned(),
            ("sort", [column, order]) => self.sort = read_sort(column, order)?,
            ("behind", [metric]) => self.behind = Some(behind(metric, Side::Numerator)?),
            ("behind", [metric, "denominator"]) => {
                self.behind = Some(behind(metric, Side::Denominator)?);
            }
            ("behind", [metric, "rest"]) => self.behind = Some(behind(metric, Side::Rest)?),
            ("bins", texts) => {
                self.bins = texts.iter().map(|text| bin(text)).collect::<Option<_>>()?;
            }
            ("within", [from, to]) => {
                let instant = |text: &str| Some(moment::read(text)?.nearly());
                let (from, to) = (instant(from)?, instant(to)?);
                self.within = (from < to).then_some((from, to)).or(self.within);
            }
            ("columns", _) => self.columns = values,
            ("open", [name]) if !name.is_empty() => self.open = Some(values[0].clone()),
            (key, _) if is_taken(key) => {}
            _ => self.filters.insert(field(&plain(key)?)?, values),
        }
        Some(())
    }
}

fn period_text(choice: Choice) -> String {
    match choice {
        Choice::Named(preset) => preset.name().to_owned(),
        Choice::Dates(period) => dates_text(period),
    }
}

fn dates_text(Period { from, to }: Period) -> String {
    format!("{from}..{to}")
}

/// A period by its name, or its dates: `2026-05-01..2026-05-31`.
pub fn read_period(text: &str) -> Option<Choice> {
    if let Some(preset) = Preset::named(text) {
        return Some(Choice::Named(preset));
    }
    read_dates(text).map(Choice::Dates)
}

fn read_dates(text: &str) -> Option<Period> {
    let (from, to) = text.split_once("..")?;
    let period = Period {
        from: date::read(from)?,
        to: date::read(to)?,
    };
    (period.from <= period.to).then_some(period)
}

/// Two periods, or a field and two of its values; an empty one stands for
/// none.
fn read_arms(texts: &[&str]) -> Option<Arms> {
    let value = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match texts {
        [a, b] => Some(Arms::Periods(read_dates(a)?, read_dates(b)?)),
        [by, a, b] => Some(Arms::Values {
            by: value(by)?,
            a: value(a),
            b: value(b),
        }),
        _ => None,
    }
}

fn compare_text(compared: bool) -> &'static str {
    if compared { "previous" } else { "none" }
}

fn read_compare(text: &str) -> Option<bool> {
    [true, false]
        .into_iter()
        .find(|&compared| compare_text(compared) == text)
}

fn read_sort(column: &str, order: &str) -> Option<Sort> {
    let descending = match order {
        "desc" => true,
        "asc" => false,
        _ => return None,
    };
    (!column.is_empty()).then(|| Sort {
        column: column.to_owned(),
        descending,
    })
}

/// The conversations of a metric, if it is made of any.
fn behind(metric: &str, side: Side) -> Option<Behind> {
    let known = metric::countable(metric).filter(|metric| metric.is_made_of_conversations());
    known.map(|known| Behind {
        metric: known.about.id.to_owned(),
        side,
    })
}

/// A bar of a distribution, counted from 1, if there is such a one.
fn bin(text: &str) -> Option<Bin> {
    let (metric, bin) = text.split_once('.')?;
    let bin = bin.parse::<usize>().ok()?.checked_sub(1)?;
    let known = distribution::find(metric)?;
    (bin < known.bins.count()).then(|| Bin {
        metric: known.metric.to_owned(),
        bin,
    })
}

/// Which questions a theme is of.
fn of_text(of: Of) -> &'static str {
    match of {
        Of::First => "first",
        Of::BeforeFallback => "fallback",
    }
}

/// A note that a person typed in.
fn note(on: &str, text: &str) -> Option<Annotation> {
    let text = text.trim();
    (!text.is_empty()).then_some(Annotation {
        date: date::read(on)?,
        hour: None,
        text: text.to_owned(),
    })
}

/// The key of a filter as the engine takes it.
fn field(key: &str) -> Option<String> {
    let bare = key.strip_prefix(ATTRIBUTE_PREFIX);
    let bare = bare.filter(|bare| is_taken(bare)).unwrap_or(key);
    (!bare.is_empty() && bare != "!").then(|| bare.to_owned())
}

/// Whether a filter's key would be read as something else.
fn is_taken(key: &str) -> bool {
    let of_view = |word: &str| View::ALL.into_iter().any(|view| key_of(word, view) == key);
    KEYS.contains(&key) || ["layout", "charts"].into_iter().any(of_view)
}

/// The key of what is said of each view: that of the first has no name in it.
fn key_of(word: &str, view: View) -> String {
    match view {
        View::Overview => word.to_owned(),
        _ => format!("{word}.{}", view.name()),
    }
}

/// Parts of a fragment, one after the other.
struct Parts(String);

impl Parts {
    fn add(&mut self, key: &str, values: &[&str]) {
        let text = &mut self.0;
        if !text.is_empty() {
            text.push('&');
        }
        match key.strip_suffix('!') {
            Some(field) => {
                escape(text, field);
                text.push('!');
            }
            None => escape(text, key),
        }
        for (place, value) in values.iter().enumerate() {
            text.push(if place == 0 { '=' } else { ',' });
            escape(text, value);
        }
    }

    fn add_filter(&mut self, key: &str, values: &[&str]) {
        match is_taken(key) {
            true => self.add(&format!("{ATTRIBUTE_PREFIX}{key}"), values),
            false => self.add(key, values),
        }
    }
}

/// Writes a text so that it can stand between `&`, `=` and `,` in an address.
fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'@' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}

/// The text that was written so; `None` where it was not.
fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                (high << 4 | low) as u8
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
