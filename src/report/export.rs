//! What a card or chart is saved as: its raw numbers as CSV, and the name of
//! the file. Columns and values are called as in the report.

mod beside;
mod tables;

use crate::base::order;
use crate::base::time::{Bucket, MINUTE, Millis, Period};
use crate::base::zone::rfc3339;
use crate::report::answer::{Change, MetricAnswer, MoneyChange, RelativeChange, Value};
use crate::report::arms::Arms;
use crate::report::charts;
use crate::report::csv;
use crate::report::figure::{
    Ask, CardFigure, Context, CountsFigure, Figure, HeatmapFigure, RunFigure, SplitFigure,
    StackFigure, Step,
};
use crate::report::register::Cell;
use crate::report::scorecard::ReviewOf;
use crate::report::themes::Of;

/// A file's name has at most so many characters, its ending included.
const LONGEST_NAME: usize = 120;

/// Columns of a card's rows: one for the period in each currency, one for
/// each step.
const CARD_COLUMNS: [&str; 16] = [
    "metric",
    "unit",
    "currency",
    "from",
    "to",
    "value",
    "numerator",
    "denominator",
    "n",
    "median",
    "p90",
    "previous",
    "change",
    "change_relative",
    "provisional",
    "missing",
];

/// The numbers of a card or chart as CSV (RFC 4180); `no_value` heads the
/// column of conversations without a value.
pub fn to_csv(figure: &Figure, context: &Context, no_value: &str) -> String {
    match figure {
        Figure::Card(card) => {
            let mut rows = vec![CARD_COLUMNS.map(text).to_vec()];
            add_card(&mut rows, card, context);
            add_run(&mut rows, card, context);
            written(rows)
        }
        Figure::Stack(stack) => written(stack_rows(stack, context, no_value)),
        Figure::Counts(counts) => written(counts_rows(counts)),
        Figure::Heatmap(heatmap) => written(heatmap_rows(heatmap)),
        Figure::Run(run) => written(run_rows(run, context)),
        Figure::Split(split) => written(split_rows(split, context)),
        Figure::Metrics(metrics) => cards_to_csv(&metrics.cards, context),
        Figure::Impact(impact) => written(tables::impact_rows(impact)),
        Figure::Scorecard(card) => written(beside::scorecard_rows(card)),
        Figure::Review(figure) => written(beside::review_rows(figure)),
        Figure::Arms(figure) => written(beside::arms_rows(figure)),
        Figure::Agents(agents) => written(tables::agent_rows(agents)),
        Figure::Themes(themes) => written(tables::theme_rows(themes)),
        Figure::Moved(moved) => written(tables::moved_rows(moved)),
        Figure::Cross(cross) => written(tables::cross_rows(cross, no_value)),
        Figure::LowScores(low) => written(tables::low_rows(low)),
        Figure::Notes(notes) => written(tables::note_rows(notes)),
        Figure::WhatIf(what_if) => written(tables::cost_rows(what_if)),
        other => written(charts::rows(other)),
    }
}

/// Cards as CSV, without their runs.
pub fn cards_to_csv<'a>(
    cards: impl IntoIterator<Item = &'a CardFigure>,
    context: &Context,
) -> String {
    let mut rows = vec![CARD_COLUMNS.map(text).to_vec()];
    for card in cards {
        add_card(&mut rows, card, context);
    }
    written(rows)
}

fn written(rows: Vec<Vec<Cell>>) -> String {
    rows.iter().map(csv::line).collect()
}

fn text(text: &str) -> Cell {
    Cell::text(Some(text))
}

fn count(count: u64) -> Cell {
    Cell::Number(count as f64)
}

fn stack_rows(stack: &StackFigure, context: &Context, no_value: &str) -> Vec<Vec<Cell>> {
    let layers = stack.layers.iter();
    let mut head = vec![text("start")];
    head.extend(layers.map(|layer| text(layer.key.as_deref().unwrap_or(no_value))));
    if let Some(others) = &stack.others {
        head.push(Cell::Text(format!("other values ({})", others.values)));
    }
    head.extend([text("total"), text("provisional")]);
    let mut rows = vec![head];
    for (place, step) in context.steps.iter().enumerate() {
        let at = |counts: &[u64]| count(counts.get(place).copied().unwrap_or(0));
        let mut row = vec![Cell::Text(start(step, context.bucket))];
        row.extend((0..stack.depth()).map(|layer| at(stack.counts(layer))));
        row.push(at(&stack.totals));
        let open = stack.provisional.get(place).copied();
        row.push(Cell::Flag(open.unwrap_or(false)));
        rows.push(row);
    }
    rows
}

/// The date of a step's beginning, or of an hour its instant with offset.
fn start(step: &Step, bucket: Bucket) -> String {
    match bucket {
        Bucket::Hour => rfc3339(step.from, Millis::from(step.offset_minutes) * MINUTE),
        _ => step.date.to_string(),
    }
}

/// The last date of a step; of an hour nothing.
fn last(step: &Step, bucket: Bucket) -> String {
    let next = match bucket {
        Bucket::Hour => return String::new(),
        _ => bucket.next_date(step.date),
    };
    next.pred_opt().unwrap_or(step.date).to_string()
}

/// A row a step; what is undefined, or what the data cannot tell, is empty.
fn run_rows(run: &RunFigure, context: &Context) -> Vec<Vec<Cell>> {
    let mut rows = vec![vec![
        text("start"),
        text(&run.metric),
        text("currency"),
        text("provisional"),
    ]];
    let known = run.missing.is_empty();
    for (place, step) in context.steps.iter().enumerate() {
        let value = run.values.get(place).copied().flatten();
        let open = run.provisional.get(place).copied();
        rows.push(vec![
            Cell::Text(start(step, context.bucket)),
            Cell::number(value.filter(|_| known)),
            Cell::text(run.currency.as_deref()),
            Cell::Flag(open.unwrap_or(false)),
        ]);
    }
    rows
}

fn counts_rows(counts: &CountsFigure) -> Vec<Vec<Cell>> {
    let mut rows = vec![vec![text(&counts.by), text("conversations"), text("share")]];
    rows.extend(counts.rows.iter().map(|(key, counted)| {
        let share = (counts.total > 0).then(|| *counted as f64 / counts.total as f64);
        vec![
            Cell::text(key.as_deref()),
            count(*counted),
            Cell::number(share),
        ]
    }));
    rows
}

/// A row a cell: weekdays from Monday as 1, as filters name them.
fn heatmap_rows(heatmap: &HeatmapFigure) -> Vec<Vec<Cell>> {
    let mut rows = vec![vec![
        text("weekday"),
        text("hour"),
        text(heatmap.of.metric()),
    ]];
    for (day, hours) in (1..).zip(&heatmap.cells) {
        for (hour, &counted) in (0..).zip(hours) {
            rows.push(vec![count(day), count(hour), count(counted)]);
        }
    }
    rows
}

/// The first cells of a card's row.
fn lead(card: &CardFigure, currency: Option<&str>, from: &str, to: &str) -> Vec<Cell> {
    let unit = text(&card.answer.unit);
    let currency = Cell::text(currency);
    vec![text(&card.metric), unit, currency, text(from), text(to)]
}

fn add_card(rows: &mut Vec<Vec<Cell>>, card: &CardFigure, context: &Context) {
    let answer = &card.answer;
    let Period { from, to } = context.period;
    let (from, to) = (from.to_string(), to.to_string());
    // What the data cannot tell has no value, whatever was counted.
    let known = answer.missing.is_empty();
    for currency in currencies(answer) {
        let mut row = lead(card, currency, &from, &to);
        let of = |value: Option<&Value>| number_in(value.filter(|_| known), currency);
        row.push(of(Some(&answer.value)));
        let number = |number: Option<f64>| Cell::number(number.filter(|_| known));
        row.push(number(answer.numerator));
        row.push(number(answer.denominator));
        row.push(number(answer.n.map(|n| n as f64)));
        row.push(number(answer.median));
        row.push(number(answer.p90));
        row.push(of(answer.previous.as_ref()));
        row.push(change_in(
            answer.change.as_ref().filter(|_| known),
            currency,
        ));
        let relative = answer.change_relative.as_ref().filter(|_| known);
        row.push(relative_in(relative, currency));
        row.push(Cell::Flag(answer.provisional));
        row.push(match known {
            true => Cell::Empty,
            false => Cell::Texts(answer.missing.clone()),
        });
        rows.push(row);
    }
}

/// A row a step, unless the data cannot tell.
fn add_run(rows: &mut Vec<Vec<Cell>>, card: &CardFigure, context: &Context) {
    let answer = &card.answer;
    if !answer.missing.is_empty() {
        return;
    }
    let shown = answer.value.shown_amount(context.currency.as_deref());
    let main = shown.map(|(currency, _)| currency);
    for (step, value) in context.steps.iter().zip(&card.spark) {
        let (from, to) = (start(step, context.bucket), last(step, context.bucket));
        let mut row = lead(card, main, &from, &to);
        row.push(Cell::number(*value));
        row.resize(CARD_COLUMNS.len(), Cell::Empty);
        rows.push(row);
    }
}

/// The currencies of now and before; one nameless where there is no money.
fn currencies(answer: &MetricAnswer) -> Vec<Option<&str>> {
    let values = [Some(&answer.value), answer.previous.as_ref()];
    let mut names: Vec<Option<&str>> = Vec::new();
    for value in values.into_iter().flatten() {
        if let Value::Money(amounts) = value {
            names.extend(amounts.keys().map(|name| Some(name.as_str())));
        }
    }
    let mut names = order::sorted(names, |a, b| a.cmp(b));
    names.dedup();
    if names.is_empty() {
        names.push(None);
    }
    names
}

fn number_in(value: Option<&Value>, currency: Option<&str>) -> Cell {
    Cell::number(match (value, currency) {
        (Some(Value::Number(number)), _) => Some(*number),
        (Some(Value::Money(amounts)), Some(currency)) => amounts.get(currency).copied(),
        _ => None,
    })
}

fn change_in(change: Option<&Change>, currency: Option<&str>) -> Cell {
    match (change, currency) {
        (Some(Change::By(by)), _) => Cell::Number(*by),
        (Some(Change::New(_)), _) => text("new"),
        (Some(Change::Money(changes)), Some(currency)) => match changes.get(currency) {
            Some(MoneyChange::By(by)) => Cell::Number(*by),
            Some(MoneyChange::New(_)) => text("new"),
            None => Cell::Empty,
        },
        _ => Cell::Empty,
    }
}

fn relative_in(change: Option<&RelativeChange>, currency: Option<&str>) -> Cell {
    Cell::number(match (change, currency) {
        (Some(RelativeChange::By(by)), _) => Some(*by),
        (Some(RelativeChange::Money(changes)), Some(currency)) => {
            changes.get(currency).copied().flatten()
        }
        _ => None,
    })
}

fn split_rows(split: &SplitFigure, context: &Context) -> Vec<Vec<Cell>> {
    let head = [split.by.as_str(), "conversations", split.metric.as_str()];
    let head = head.into_iter().chain(["numerator", "denominator", "n"]);
    let mut rows = vec![head.map(text).collect()];
    let amount = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Number);
    for row in &split.rows {
        let answer = &row.answer;
        let money = answer.value.shown_amount(context.currency.as_deref());
        let value = answer.value.number().or(money.map(|(_, amount)| amount));
        rows.push(vec![
            Cell::text(row.key.as_deref()),
            count(row.conversations),
            amount(value),
            amount(answer.numerator),
            amount(answer.denominator),
            answer.n.map_or(Cell::Empty, count),
        ]);
    }
    rows
}

/// What the file of a card or chart is called, without its ending.
pub fn name_of(ask: &Ask, context: &Context) -> String {
    let which = |engaged: &bool| if *engaged { "engaged-" } else { "" };
    let what = match ask {
        Ask::Card { metric } => metric.clone(),
        Ask::Stack { by, engaged } => {
            let (which, step) = (which(engaged), context.bucket.name());
            format!("{which}conversations-per-{step}-by-{by}")
        }
        Ask::Counts { by, engaged } => format!("{}conversations-by-{by}", which(engaged)),
        Ask::Urgent { by } => format!("high-priority-conversations-by-{by}"),
        Ask::Heatmap { of } => format!("{}-by-weekday-and-hour", of.metric()),
        Ask::Run { metric } => format!("{metric}-per-{}", context.bucket.name()),
        Ask::Split { metric, by } => format!("{metric}-by-{by}"),
        Ask::Metrics { families } => format!("metrics-{}", families.join("-")),
        Ask::Impact { by } => format!("impact-of-{by}"),
        Ask::Funnel { of } => format!("funnel-{}", of.name()),
        Ask::Histogram { metric } => format!("{metric}-distribution"),
        Ask::Cohorts => "cohorts".to_owned(),
        Ask::Load => "load-by-hour".to_owned(),
        Ask::Scatter => "ces-by-csat".to_owned(),
        Ask::Scorecard => "scorecard".to_owned(),
        Ask::Notes => "notes".to_owned(),
        Ask::Review {
            of: ReviewOf::FellShort,
        } => "fell-short".to_owned(),
        Ask::Review {
            of: ReviewOf::Moved,
        } => "moved".to_owned(),
        Ask::Arms { arms: None, .. } => "compared".to_owned(),
        Ask::Arms {
            arms: Some(Arms::Periods(a, b)),
            ..
        } => {
            let days = |period: &Period| format!("{}-{}", period.from, period.to);
            return cut(&format!("compared-{}-{}", days(a), days(b)), "");
        }
        Ask::Arms {
            arms: Some(Arms::Values { by, a, b }),
            ..
        } => {
            let name = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
            format!("compared-by-{by}-{}-{}", name(a), name(b))
        }
        Ask::Agents => "agents".to_owned(),
        Ask::Themes { of: Of::First, .. } => "themes".to_owned(),
        Ask::Themes { .. } => "themes-before-fallbacks".to_owned(),
        Ask::Moved { metric } => format!("what-moved-{metric}"),
        Ask::Cross { by, across } => format!("conversations-by-{by}-and-{across}"),
        Ask::LowScores => "low-scores".to_owned(),
        Ask::WhatIf => "cost-per-resolution".to_owned(),
    };
    file_name(&what, context.period)
}

/// `chatgauge-{what}-{from}--{to}` in lower case ASCII, short enough for any
/// file system with an ending of five characters.
pub fn file_name(what: &str, period: Period) -> String {
    cut(what, &format!("-{}--{}", period.from, period.to))
}

/// A name of words, with its dates behind them.
fn cut(what: &str, dates: &str) -> String {
    let mut name = "chatgauge".to_owned();
    let words = what.split(|letter: char| !letter.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        name.push('-');
        name.push_str(&word.to_ascii_lowercase());
    }
    name.truncate(LONGEST_NAME - dates.len() - ".json".len());
    let whole = name.trim_end_matches('-').len();
    name.truncate(whole);
    name + dates
}

#[cfg(test)]
mod tests {
    use crate::base::moment;
    use crate::base::time::{Bucket, Date, Period};
    use crate::report::export::{file_name, name_of, to_csv};
    use crate::report::figure::{Ask, Context, Figure, HeatmapOf, RunFigure, Step};

    fn context() -> Context {
        let date = |day| Date::from_ymd_opt(2026, 5, day).unwrap();
        let period = Period {
            from: date(25),
            to: date(31),
        };
        Context {
            period,
            previous: period.previous(),
            timezone: "UTC".to_owned(),
            span: None,
            today: date(31),
            bucket: Bucket::Day,
            steps: Vec::new(),
            currency: None,
            annotations: Vec::new(),
        }
    }

    #[test]
    fn files_are_named_after_what_they_hold() {
        let name = |ask: Ask| name_of(&ask, &context());
        let stack = |by: &str, engaged| Ask::Stack {
            by: by.to_owned(),
            engaged,
        };
        assert_eq!(
            name(stack("outcome", false)),
            "chatgauge-conversations-per-day-by-outcome-2026-05-25--2026-05-31"
        );
        assert_eq!(
            name(stack("attributes.Größe / Farbe", true)),
            "chatgauge-engaged-conversations-per-day-by-attributes-gr-e-farbe-2026-05-25--2026-05-31"
        );
        assert_eq!(
            name(Ask::Heatmap {
                of: HeatmapOf::Handoffs
            }),
            "chatgauge-handoffs-by-weekday-and-hour-2026-05-25--2026-05-31"
        );
    }

    /// On Lord Howe Island clocks go back by half an hour, at two.
    #[test]
    fn hours_are_saved_under_their_own_time() {
        let step = |hour, from: &str, offset_minutes| Step {
            date: Date::from_ymd_opt(2026, 4, 5).unwrap(),
            hour,
            offset_minutes,
            from: moment::read(from).unwrap().nearly(),
            to: 0,
        };
        let context = Context {
            bucket: Bucket::Hour,
            steps: vec![
                step(1, "2026-04-04T14:00:00Z", 660),
                step(1, "2026-04-04T15:00:00Z", 630),
                step(2, "2026-04-04T15:30:00Z", 630),
            ],
            ..context()
        };
        let run = Figure::Run(RunFigure {
            metric: "csat".to_owned(),
            values: vec![Some(0.5), None, Some(1.0)],
            ..RunFigure::default()
        });
        assert_eq!(
            to_csv(&run, &context, ""),
            "start,csat,currency,provisional\r\n\
             2026-04-05T01:00:00+11:00,0.5,,false\r\n\
             2026-04-05T01:30:00+10:30,,,false\r\n\
             2026-04-05T02:00:00+10:30,1,,false\r\n"
        );
    }

    #[test]
    fn names_stay_short() {
        for length in 80..300 {
            let name = file_name(&"ab ".repeat(length), context().period) + ".json";
            assert!(name.len() <= 120 && !name.contains("---"), "{name}");
            assert!(name.ends_with("-2026-05-25--2026-05-31.json"), "{name}");
        }
    }
}
