//! Every metric of some families, a line each: what no card has room for.

use crate::metric::entry::Direction;
use crate::metric::scorecard::family;
use crate::metric::{self, FAMILIES, Metric};
use crate::report::answer::{MetricAnswer, Value};
use crate::report::figure::MetricsFigure;
use crate::view::explain;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::text::arrange::arrange_of;
use crate::view::text::tables::tables_of;
use crate::view::value::{self, Trend};

/// So many lines are shown at first.
const MOST: usize = 12;

/// The table, a group for each family.
pub(crate) fn figures(figure: &MetricsFigure, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    let text = scene.text();
    let plain = |title: &str| Column {
        sorts: false,
        ..Column::numbers(title)
    };
    let named = arrange_of(scene.locale.language).families;
    let families = FAMILIES.iter().zip(named);
    let asked = families.filter(|((id, _), _)| figure.families.iter().any(|asked| asked == id));
    let groups = asked.map(|((id, _), name)| {
        let known = figure.cards.iter();
        let own = known.filter(|card| family(&card.metric) == Some(*id));
        let lines = own.filter_map(|card| line(&card.metric, &card.answer, scene));
        Group {
            title: name.to_owned(),
            lines: lines.collect(),
        }
    });
    let column_of_names = Column {
        sorts: false,
        ..Column::words(words.metric)
    };
    Ledger {
        columns: vec![
            column_of_names,
            plain(words.value),
            plain(words.change),
            plain(words.before),
            plain(text.counted),
            plain(words.of),
        ],
        groups: groups.collect(),
        most: MOST,
        ..Ledger::default()
    }
}

fn line(id: &str, answer: &MetricAnswer, scene: &Scene<'_>) -> Option<Line> {
    let metric = metric::find(id)?;
    let (about, text) = (&metric.about, scene.text());
    let name = Cell::words(about.title);
    if !answer.missing.is_empty() {
        let lacking = Cell {
            note: explain::missing(&answer.missing, scene),
            tone: Tone::Faint,
            ..name
        };
        let mut cells = vec![lacking, Cell::words(text.undefined)];
        cells.resize(6, Cell::default());
        return Some(Line {
            cells,
            whole: false,
        });
    }
    let quantity = |value: &Value| value::quantity(value, about.unit, false, scene).joined();
    let (counted, of) = cases(metric, answer, scene);
    let cells = vec![
        name,
        Cell {
            note: match answer.provisional {
                true => text.provisional.to_owned(),
                false => String::new(),
            },
            ..Cell::words(quantity(&answer.value))
        },
        change(metric, answer, scene),
        Cell::words(answer.previous.as_ref().map_or_else(String::new, quantity)),
        counted,
        of,
    ];
    Some(Line {
        cells,
        whole: false,
    })
}

fn change(metric: &Metric, answer: &MetricAnswer, scene: &Scene<'_>) -> Cell {
    let Some(change) = value::change(answer, metric.about.unit, scene) else {
        return Cell::default();
    };
    Cell {
        tone: match (change.trend, metric.about.direction) {
            (Trend::Up, Direction::Up) | (Trend::Down, Direction::Down) => Tone::Good,
            (Trend::Up, Direction::Down) | (Trend::Down, Direction::Up) => Tone::Bad,
            _ => Tone::Plain,
        },
        ..Cell::words(change.text)
    }
}

/// What was counted, and of how many: conversations open.
fn cases(metric: &Metric, answer: &MetricAnswer, scene: &Scene<'_>) -> (Cell, Cell) {
    let number = |number: f64| Cell::number(format::plain(number, scene.locale), Some(number));
    let counted = match metric.counts_conversations() {
        true => answer.numerator.or(answer.value.number()),
        false => answer.numerator,
    };
    let opens = metric.counts_conversations() && counted.is_some_and(|counted| counted > 0.0);
    let counted = Cell {
        target: opens.then(|| Target::Metric(metric.about.id.to_owned())),
        ..counted.map(number).unwrap_or_default()
    };
    let few = |of: f64| of > 0.0 && of < explain::SMALL_SAMPLE;
    let of = answer.denominator.or(answer.n.map(|n| n as f64));
    let of = of.map(|of| Cell {
        note: match few(of) {
            true => tables_of(scene.locale.language).few.to_owned(),
            false => String::new(),
        },
        ..number(of)
    });
    (counted, of.unwrap_or_default())
}
