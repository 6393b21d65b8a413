//! Two reports side by side.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::catalogue::METRICS;
use crate::report::rows;

/// A place where two reports say different things.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) place: String,
    pub(crate) ours: Value,
    pub(crate) oracle: Value,
}

const OF_METRICS: [&str; 9] = [
    "unit",
    "value",
    "numerator",
    "denominator",
    "n",
    "median",
    "p90",
    "previous",
    "change",
];
const OF_ROWS: [&str; 4] = ["value", "numerator", "denominator", "n"];

/// Everything that the two say differently.
pub(crate) fn differences(ours: &Value, oracle: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    for field in ["as_of", "timezone", "period", "previous"] {
        differ(field, &ours[field], &oracle[field], false, &mut all);
    }
    for field in ["events", "rejected", "duplicates", "unattached", "future"] {
        let place = format!("load {field}");
        differ(
            &place,
            &ours["load"][field],
            &oracle["load"][field],
            false,
            &mut all,
        );
    }
    let fields: Vec<&str> = OF_METRICS.into_iter().chain(["change_relative"]).collect();
    metrics("", &ours["metrics"], &oracle["metrics"], &fields, &mut all);
    for (part, name) in [("breakdown", "key"), ("series", "start")] {
        let sides = [ours, oracle].map(|report| rows(report, part, name));
        let keys: BTreeSet<&String> = sides.iter().flat_map(|side| side.keys()).collect();
        for key in keys {
            let place = format!("{part} {key} ");
            match sides.each_ref().map(|side| side.get(key)) {
                [Some(ours), Some(oracle)] => metrics(&place, ours, oracle, &OF_ROWS, &mut all),
                sides => {
                    let [ours, oracle] = sides.map(|side| Value::Bool(side.is_some()));
                    all.push(Difference {
                        place: format!("{place}is there"),
                        ours,
                        oracle,
                    });
                }
            }
        }
    }
    all
}

fn metrics(row: &str, ours: &Value, oracle: &Value, fields: &[&str], all: &mut Vec<Difference>) {
    let ids = |side: &Value| -> BTreeSet<String> {
        side.as_object()
            .into_iter()
            .flat_map(|it| it.keys().cloned())
            .collect()
    };
    if ids(ours) != ids(oracle) {
        let [ours, oracle] = [ours, oracle].map(|side| ids(side).into_iter().collect());
        all.push(Difference {
            place: format!("{row}ids"),
            ours,
            oracle,
        });
    }
    for (id, unit, _) in METRICS {
        for field in fields {
            let place = format!("{row}{id} {field}");
            differ(
                &place,
                &ours[id][field],
                &oracle[id][field],
                *unit == "seconds",
                all,
            );
        }
    }
}

fn differ(place: &str, ours: &Value, oracle: &Value, seconds: bool, all: &mut Vec<Difference>) {
    if !agree(ours, oracle, seconds) {
        all.push(Difference {
            place: place.to_owned(),
            ours: ours.clone(),
            oracle: oracle.clone(),
        });
    }
}

/// Numbers within 1e-9 of the larger, seconds also within 1e-6; the rest the
/// same.
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
