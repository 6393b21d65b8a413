//! Two reports side by side.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::catalogue::METRICS;
use crate::report::rows;

/// A place where two reports say different things.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) place: String,
    pub(crate) ours: Value,
    pub(crate) oracle: Value,
}

const OF_METRICS: [&str; 10] = [
    "unit",
    "value",
    "numerator",
    "denominator",
    "n",
    "median",
    "p90",
    "previous",
    "change",
    "change_relative",
];
const OF_ROWS: [&str; 4] = ["value", "numerator", "denominator", "n"];

/// Everything that the two say differently.
pub(crate) fn differences(ours: &Value, oracle: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut check = |place: &[&str], ours: &Value, oracle: &Value, seconds: bool| {
        if !agree(ours, oracle, seconds) {
            all.push(Difference {
                place: place.join(" "),
                ours: ours.clone(),
                oracle: oracle.clone(),
            });
        }
    };
    for field in ["as_of", "timezone", "period", "previous"] {
        check(&[field], &ours[field], &oracle[field], false);
    }
    for field in ["events", "rejected", "duplicates", "unattached", "future"] {
        let sides = [ours, oracle].map(|report| &report["load"][field]);
        check(&["load", field], sides[0], sides[1], false);
    }
    let sides = [ours, oracle].map(|report| &report["metrics"]);
    metrics(&["in all"], sides, &OF_METRICS, &mut check);
    for (part, name) in [("breakdown", "key"), ("series", "start")] {
        let count = |report: &Value| report[part]["rows"].as_array().map_or(0, Vec::len).into();
        check(&[part, "rows"], &count(ours), &count(oracle), false);
        let sides = [ours, oracle].map(|report| rows(report, part, name));
        let keys: BTreeSet<&String> = sides.iter().flat_map(|side| side.keys()).collect();
        for key in keys {
            match sides.each_ref().map(|side| side.get(key)) {
                [Some(ours), Some(oracle)] => {
                    metrics(&[part, key], [ours, oracle], &OF_ROWS, &mut check);
                }
                sides => {
                    let [ours, oracle] = sides.map(|side| Value::Bool(side.is_some()));
                    check(&[part, key, "is there"], &ours, &oracle, false);
                }
            }
        }
    }
    all
}

/// Takes a place, what stands there on both sides, and whether it is seconds.
type Check<'a> = &'a mut dyn FnMut(&[&str], &Value, &Value, bool);

fn metrics(place: &[&str], [ours, oracle]: [&Value; 2], fields: &[&str], check: Check<'_>) {
    let count = |side: &Value| side.as_object().map_or(0, Map::len).into();
    check(
        &[place, &["ids"]].concat(),
        &count(ours),
        &count(oracle),
        false,
    );
    for (id, unit, _) in METRICS {
        for field in fields {
            let sides = [&ours[id][field], &oracle[id][field]];
            let seconds = *unit == "seconds";
            check(&[place, &[id, field]].concat(), sides[0], sides[1], seconds);
        }
    }
}

/// Numbers within 1e-9 of the larger (or of nothing, as differences may be),
/// seconds also within 1e-6; the rest the same.
pub(crate) fn agree(ours: &Value, oracle: &Value, seconds: bool) -> bool {
    match (ours, oracle) {
        (Value::Number(ours), Value::Number(oracle)) => {
            let [ours, oracle] = [ours, oracle].map(|it| it.as_f64().expect("a number"));
            let difference = (ours - oracle).abs();
            let larger = ours.abs().max(oracle.abs());
            difference <= 1e-9 * larger || seconds && difference <= 1e-6 || difference <= 1e-12
        }
        (Value::Object(ours), Value::Object(oracle)) => {
            ours.len() == oracle.len()
                && ours.iter().all(|(key, ours)| {
                    oracle
                        .get(key)
                        .is_some_and(|oracle| agree(ours, oracle, seconds))
                })
        }
        _ => ours == oracle,
    }
}
