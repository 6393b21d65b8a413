//! Which rows a register lists, and in which order.

use std::cmp::Ordering;

use crate::base::letters::lower_text;
use crate::base::order;
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::engine::desk::Desk;
use crate::engine::register::Register;
use crate::engine::register::columns::{Column, all};
use crate::engine::register::search::Search;
use crate::engine::themes::{Known, behind};
use crate::filter::rows_between;
use crate::metric::{self, Metric, distribution};
use crate::report::{Behind, Cell, Listing, QueryError, Sort};

/// The rows of a listing, in order, the words that are looked for aside.
///
/// # Errors
///
/// When it names a field, metric or column that does not exist, or a metric
/// that is not made of conversations.
pub(in crate::engine) fn rows(
    conversations: &Conversations,
    zone: &Zone,
    listing: &Listing,
    themes: &mut Known,
) -> Result<Vec<u32>, QueryError> {
    let query = &listing.query;
    let period = query.period(zone.date(conversations.as_of))?;
    let desk = Desk::new(conversations, zone, &query.filters)?;
    let mut rows = desk.rows(zone.bounds(period));
    if let Some(within) = listing.within {
        let within = rows_between(conversations, within);
        rows.retain(|&row| within.contains(&(row as usize)));
    }
    if let Some(behind) = &listing.behind {
        let metric = made_of_conversations(behind)?;
        rows.retain(|&row| {
            let counted = metric.counts(conversations, row as usize);
            counted.is_some_and(|counted| behind.side.means(counted))
        });
    }
    for bin in &listing.bins {
        let unknown = || QueryError::UnknownMetric(bin.metric.clone());
        let spread = distribution::find(&bin.metric).ok_or_else(unknown)?;
        rows.retain(|&row| spread.bin(conversations, row as usize) == Some(bin.bin));
    }
    if let Some(theme) = &listing.theme {
        rows = behind(themes.of(conversations, theme.of), theme, &rows);
    }
    sorted(conversations, rows, &listing.sort)
}

/// Those of `rows` in which the words looked for occur.
pub(in crate::engine) fn found(
    conversations: &Conversations,
    search: &Search,
    rows: &[u32],
) -> Vec<u32> {
    let holds = |row: &&u32| search.holds(conversations, **row as usize);
    rows.iter().filter(holds).copied().collect()
}

fn made_of_conversations(behind: &Behind) -> Result<&'static Metric, QueryError> {
    let id = || behind.metric.clone();
    let metric =
        metric::countable(&behind.metric).ok_or_else(|| QueryError::UnknownMetric(id()))?;
    match metric.is_made_of_conversations() {
        true => Ok(metric),
        false => Err(QueryError::NotOfConversations(id())),
    }
}

/// Rows by a column; they come in the order of their starts.
fn sorted(
    conversations: &Conversations,
    mut rows: Vec<u32>,
    sort: &Sort,
) -> Result<Vec<u32>, QueryError> {
    let columns = all(conversations);
    let column = columns.iter().find(|column| column.name() == sort.column);
    let column = column.ok_or_else(|| QueryError::UnknownColumn(sort.column.clone()))?;
    if sort.descending {
        rows.reverse();
    }
    if sort.column == "start" {
        return Ok(rows);
    }
    let keys = Keys::new(conversations, column, &rows);
    let places = keys.places(sort.descending).into_iter();
    Ok(places.map(|place| rows[place as usize]).collect())
}

/// What rows are put in order by, by their place in a list.
enum Keys {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
}

impl Keys {
    fn new(conversations: &Conversations, column: &Column, rows: &[u32]) -> Keys {
        let known = Keys::of_times(conversations, column, rows);
        let known = known.or_else(|| Keys::of_dimension(conversations, column, rows));
        if let Some(keys) = known {
            return keys;
        }
        let register = Register::of(conversations, rows.to_vec());
        let cells = (0..rows.len()).map(|place| register.cell(place, column));
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for (place, cell) in cells.enumerate() {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => numbers.push((place, number)),
                Cell::Flag(flag) => numbers.push((place, f64::from(u8::from(flag)))),
                Cell::Numbers(list) => numbers.extend(list.first().map(|first| (place, *first))),
                Cell::Text(text) => texts.push((place, lower_text(&text))),
                Cell::Texts(list) => {
                    texts.extend(list.first().map(|first| (place, lower_text(first))))
                }
            }
        }
        if texts.is_empty() {
            Keys::Numbers(placed(rows.len(), numbers))
        } else {
            Keys::Texts(placed(rows.len(), texts))
        }
    }

    /// Of columns with instants, whose texts would not sort where clocks
    /// change.
    fn of_times(conversations: &Conversations, column: &Column, rows: &[u32]) -> Option<Keys> {
        let at: fn(&Conversations, usize) -> Option<i64> = match column.name() {
            "end" => |conversations, row| Some(conversations.facts.end(row)),
            "last_update" => |conversations, row| {
                let last = conversations.stretches.get(row).pop()?;
                Some(conversations.time_of(last))
            },
            _ => return None,
        };
        let times = rows.iter().map(|&row| at(conversations, row as usize));
        Some(Keys::Numbers(
            times.map(|time| time.map(|time| time as f64)).collect(),
        ))
    }

    /// Of columns that are dimensions with at most one value, in which a few
    /// texts occur again and again: these are put in order once.
    fn of_dimension(conversations: &Conversations, column: &Column, rows: &[u32]) -> Option<Keys> {
        let dimension = conversations.dimension(column.name())?;
        let labels = (0..conversations.code_count(dimension) as u32)
            .map(|code| (code, lower_text(&conversations.label(dimension, code))));
        let labels = order::sorted(labels.collect(), |a, b| a.1.cmp(&b.1));
        let mut ranks = vec![None; labels.len()];
        let (mut rank, mut before) = (0.0, "");
        for (code, label) in labels.iter().filter(|label| !label.1.is_empty()) {
            rank += f64::from(u8::from(label != before));
            ranks[*code as usize] = Some(rank);
            before = label;
        }
        let ranks = rows.iter().map(|&row| {
            let codes = conversations.codes(dimension, row as usize);
            ranks[*codes.as_slice().first()? as usize]
        });
        Some(Keys::Numbers(ranks.collect()))
    }

    /// The places in order, those of equal keys as they came; those without
    /// a key last, whichever way the others go.
    fn places(&self, descending: bool) -> Vec<u32> {
        match self {
            Keys::Numbers(keys) => {
                let rank = |number: f64| match descending {
                    true => !order::rank(number),
                    false => order::rank(number),
                };
                let ranks = keys.iter().map(|key| key.map_or(u64::MAX, rank));
                order::places(&ranks.collect::<Vec<u64>>())
            }
            Keys::Texts(keys) => {
                let places = (0..keys.len() as u32).collect();
                order::sorted(places, |&a, &b| {
                    ordered(&keys[a as usize], &keys[b as usize], descending)
                })
            }
        }
    }
}

/// A key for each place, of those that have one.
fn placed<T>(len: usize, keys: Vec<(usize, T)>) -> Vec<Option<T>> {
    let mut all: Vec<Option<T>> = (0..len).map(|_| None).collect();
    for (place, key) in keys {
        all[place] = Some(key);
    }
    all
}

/// Those without a key come last, whichever way the others go.
fn ordered(a: &Option<String>, b: &Option<String>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, None) => Ordering::Equal,
    }
}
