//! Asks the engine for the reports of a case and tells where they differ
//! from what is expected.

use chatgauge::base::moment::{self, Moment};
use chatgauge::base::time::{Bucket, Date, Millis, Period};
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Query, ReportQuery};
use chatgauge::event::Load;
use chatgauge::report::figure::{Ask, Figure, HeatmapOf};
use chatgauge::settings::{Plain, Settings};
use serde_json::{Value, json};

use crate::parse::{Case, Claim, Expectation};
use crate::value::Answer;

/// 2040: later than every case, so that no event is ahead of it.
const CLOCK: Millis = 2_208_988_800_000;

/// Every difference, with file and line.
pub(crate) fn differences(case: &Case) -> Vec<String> {
    let mut told = Vec::new();
    for expectation in &case.expectations {
        let place = |line: usize| format!("{}:{line}", case.name);
        let engine = match engine(case, expectation) {
            Ok(engine) => engine,
            Err(fault) => {
                told.push(format!("{}: {fault}", place(expectation.line)));
                continue;
            }
        };
        for (line, claim) in &expectation.claims {
            let different = match check(&engine, expectation, claim) {
                Ok(different) => different,
                Err(fault) => vec![fault],
            };
            told.extend(
                different
                    .iter()
                    .map(|text| format!("{}: {text}", place(*line))),
            );
        }
    }
    told
}

/// An engine with the events and settings; nothing of them may be refused.
fn engine(case: &Case, expectation: &Expectation) -> Result<Engine, String> {
    let clock = match &case.clock {
        None => CLOCK,
        Some(text) => match moment::read(text) {
            Some(Moment::Utc(clock)) => clock,
            _ => return Err(format!("the clock {text} needs an offset")),
        },
    };
    let all = case.settings.iter().chain(&expectation.settings).cloned();
    let settings = Value::Object(all.collect());
    let plain: Plain = serde_json::from_value(settings).map_err(|error| error.to_string())?;
    let (settings, refused) = Settings::read(&plain);
    if let Some(refused) = refused.first() {
        return Err(refused.to_string());
    }
    let lines: Vec<String> = case.events.iter().map(Value::to_string).collect();
    let mut load = Load::new();
    if !lines.is_empty() {
        load.begin(&case.name);
        load.feed(lines.join("\n").as_bytes());
        load.end().map_err(|error| error.to_string())?;
    }
    let mut engine = Engine::new(Box::new(SystemZones::default()), clock, "UTC");
    engine
        .set_settings(settings)
        .map_err(|error| error.to_string())?;
    let report = engine.adopt(load).map_err(|error| error.to_string())?;
    match report.summary.rejections.first() {
        Some(rejection) => Err(format!("an event was rejected: {rejection:?}")),
        None => Ok(engine),
    }
}

fn check(engine: &Engine, asked: &Expectation, claim: &Claim) -> Result<Vec<String>, String> {
    let mut query = query(asked)?;
    Ok(match claim {
        Claim::Metric { id, answer } => {
            query.only = Some(vec![id.clone()]);
            let report = report(engine, &query)?;
            compare(id, answer, &report["metrics"][id])
        }
        Claim::Rows {
            series,
            split,
            id,
            rows,
            others,
        } => {
            query.only = Some(vec![id.clone()]);
            match series {
                true => query.series = Some(bucket(split)?),
                false => query.by = Some(split.clone()),
            }
            let report = report(engine, &query)?;
            let (part, key) = match series {
                true => ("series", "start"),
                false => ("breakdown", "key"),
            };
            let title = format!("{} {split}", if *series { "per" } else { "by" });
            let theirs = report[part]["rows"].as_array().cloned().unwrap_or_default();
            let theirs: Vec<(String, Value)> = theirs
                .iter()
                .map(|row| (word(&row[key]), row["metrics"][id].clone()))
                .collect();
            compare_rows(&title, rows, others.as_ref(), &theirs)
        }
        Claim::Heatmap { of, cells } => {
            let of: HeatmapOf =
                serde_json::from_value(json!(of)).map_err(|error| error.to_string())?;
            let found = heatmap(engine, asked, of)?;
            let different = (&found != cells).then(|| format!("heatmap: {found}, not {cells}"));
            different.into_iter().collect()
        }
        Claim::Each { dimension, values } => {
            let found = each(engine, dimension)?;
            let different =
                (&found != values).then(|| format!("each {dimension}: {found}, not {values}"));
            different.into_iter().collect()
        }
        Claim::Field { path, value } => {
            let report = report(engine, &query)?;
            let pointer = format!("/{}", path.replace('.', "/"));
            let found = report.pointer(&pointer).unwrap_or(&Value::Null);
            let different =
                (!agree(value, found)).then(|| format!("{path} is {found}, not {value}"));
            different.into_iter().collect()
        }
    })
}

fn query(asked: &Expectation) -> Result<ReportQuery, String> {
    let date = |text: &Option<String>| -> Result<Option<Date>, String> {
        let Some(text) = text else { return Ok(None) };
        let date = text.parse::<Date>();
        date.map(Some)
            .map_err(|_| format!("{text} is not a date like 2026-06-01"))
    };
    Ok(ReportQuery {
        from: date(&asked.from)?,
        to: date(&asked.to)?,
        filters: asked.filters.iter().cloned().collect(),
        ..ReportQuery::default()
    })
}

fn bucket(name: &str) -> Result<Bucket, String> {
    serde_json::from_value(json!(name)).map_err(|_| format!("{name} is no step of time"))
}

fn report(engine: &Engine, query: &ReportQuery) -> Result<Value, String> {
    let report = engine.report(query).map_err(|error| error.to_string())?;
    serde_json::to_value(report).map_err(|error| error.to_string())
}

/// A value of each conversation, in the order of their starts.
fn each(engine: &Engine, name: &str) -> Result<String, String> {
    let conversations = engine.conversations();
    let dimension = conversations.dimension(name);
    let dimension = dimension.ok_or_else(|| format!("there is no dimension {name}"))?;
    let values = (0..conversations.facts.starts.len()).map(|row| {
        let codes = conversations.codes(dimension, row);
        let labels = codes.as_slice().iter();
        let labels: Vec<String> = labels
            .map(|&code| conversations.label(dimension, code))
            .collect();
        match labels.is_empty() {
            true => "none".to_owned(),
            false => labels.join(" "),
        }
    });
    Ok(values.collect::<Vec<_>>().join(", "))
}

/// The cells that hold anything, as `1-09 2`: Monday from nine, two.
fn heatmap(engine: &Engine, asked: &Expectation, of: HeatmapOf) -> Result<String, String> {
    let ReportQuery {
        from, to, filters, ..
    } = query(asked)?;
    let query = Query {
        period: from.zip(to).map(|(from, to)| Period { from, to }),
        filters,
        bucket: None,
    };
    let board = engine.board(&query, &[Ask::Heatmap { of }]);
    let figures = board.map_err(|error| error.to_string())?.figures;
    let Some(Figure::Heatmap(heatmap)) = figures.first() else {
        return Err("there is no heatmap".to_owned());
    };
    let days = heatmap.cells.iter().enumerate();
    let cells = days.flat_map(|(day, hours)| {
        let hours = hours.iter().enumerate().filter(|(_, count)| **count > 0);
        hours.map(move |(hour, count)| format!("{}-{hour:02} {count}", day + 1))
    });
    Ok(cells.collect::<Vec<_>>().join(", "))
}

fn word(key: &Value) -> String {
    key.as_str().unwrap_or("none").to_owned()
}

fn compare(title: &str, expected: &Answer, found: &Value) -> Vec<String> {
    let mut wanted = expected.fields.clone();
    if let Some((above, below)) = expected.parts {
        if !found["denominator"].is_null() {
            wanted.extend([("numerator", json!(above)), ("denominator", json!(below))]);
        } else {
            wanted.insert("n", json!(below));
        }
    }
    let order = ["value", "numerator", "denominator", "n", "median", "p90"];
    let place = |field: &str| order.iter().position(|known| *known == field);
    let mut wanted: Vec<(&str, Value)> = wanted.into_iter().collect();
    wanted.sort_by_key(|(field, _)| place(field).unwrap_or(order.len()));
    wanted
        .iter()
        .filter(|(field, wanted)| !agree(wanted, &found[*field]))
        .map(|(field, wanted)| {
            format!(
                "{title}: {field} is {}, not {}",
                shown(&found[*field]),
                shown(wanted)
            )
        })
        .collect()
}

/// Numbers without the `.0` of whole ones.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

fn compare_rows(
    title: &str,
    expected: &[(String, Answer)],
    others: Option<&Answer>,
    found: &[(String, Value)],
) -> Vec<String> {
    let named = |key: &String| expected.iter().find(|row| row.0 == *key);
    let keys: Vec<&String> = match others {
        None => found.iter().map(|row| &row.0).collect(),
        Some(_) => found
            .iter()
            .map(|row| &row.0)
            .filter(|key| named(key).is_some())
            .collect(),
    };
    let wanted: Vec<&String> = expected.iter().map(|row| &row.0).collect();
    if keys != wanted {
        return vec![format!("{title}: rows are {keys:?}, not {wanted:?}")];
    }
    let rows = found.iter().filter_map(|(key, found)| {
        let answer = named(key).map(|row| &row.1).or(others)?;
        Some(compare(&format!("{title}, {key}"), answer, found))
    });
    rows.flatten().collect()
}

fn agree(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => {
            let (expected, found) = (expected.as_f64(), found.as_f64());
            let pair = expected.zip(found);
            pair.is_some_and(|(a, b)| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()))
        }
        (Value::Object(a), Value::Object(b)) => {
            let mut keys = a.keys().chain(b.keys());
            keys.all(|key| agree(&expected[key], &found[key]))
        }
        _ => expected == found,
    }
}
