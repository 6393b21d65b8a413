//! What is compared of two reports, and how the differences are shown.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Takes a difference: id, field, ours, expected.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(String, String, String, String);

/// Tells every difference of what the cases' README compares.
pub(crate) fn compare(expected: &Value, ours: &Value, tell: Tell<'_>) {
    for field in ["as_of", "timezone", "period", "previous"] {
        if expected[field] != ours[field] {
            tell(
                String::new(),
                field.to_owned(),
                ours[field].to_string(),
                expected[field].to_string(),
            );
        }
    }
    for field in ["events", "rejected", "duplicates"] {
        let (expected, ours) = (&expected["load"][field], &ours["load"][field]);
        if expected != ours {
            tell(
                "load".to_owned(),
                field.to_owned(),
                ours.to_string(),
                expected.to_string(),
            );
        }
    }
    let units = &expected["metrics"];
    let more = ours["metrics"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.keys());
    for id in more.filter(|id| units.get(id.as_str()).is_none()) {
        tell(
            id.clone(),
            String::new(),
            "there".to_owned(),
            "absent".to_owned(),
        );
    }
    compare_metrics("", units, units, &ours["metrics"], tell);
    for (part, key) in [("breakdown", "key"), ("series", "start")] {
        if expected.get(part).is_some() {
            compare_rows(part, key, units, [&expected[part], &ours[part]], tell);
        }
    }
}

/// The metrics of `expected`, of each the fields that are there.
fn compare_metrics(row: &str, units: &Value, expected: &Value, ours: &Value, tell: Tell<'_>) {
    for (id, expected) in expected.as_object().expect("metrics by id") {
        let Some(ours) = ours.get(id) else {
            tell(
                format!("{row}{id}"),
                String::new(),
                "absent".to_owned(),
                "there".to_owned(),
            );
            continue;
        };
        let in_seconds = units[id]["unit"] == "seconds";
        for (field, expected) in expected.as_object().expect("fields") {
            if field == "provisional" || agree(expected, &ours[field], in_seconds) {
                continue;
            }
            let id = format!("{row}{id}");
            tell(
                id,
                field.clone(),
                ours[field].to_string(),
                expected.to_string(),
            );
        }
    }
}

fn compare_rows(part: &str, key: &str, units: &Value, sides: [&Value; 2], tell: Tell<'_>) {
    let rows = sides.map(|side| -> BTreeMap<String, &Value> {
        let rows = side["rows"].as_array().into_iter().flatten();
        rows.map(|row| (row[key].to_string(), &row["metrics"]))
            .collect()
    });
    let keys: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    for key in keys {
        match rows.each_ref().map(|rows| rows.get(key)) {
            [Some(expected), Some(ours)] => {
                compare_metrics(&format!("{part} {key} "), units, expected, ours, tell);
            }
            [expected, ours] => {
                let side = |row: Option<&&Value>| row.map_or("absent", |_| "there").to_owned();
                tell(
                    format!("{part} {key}"),
                    String::new(),
                    side(ours),
                    side(expected),
                );
            }
        }
    }
}

fn agree(expected: &Value, ours: &Value, in_seconds: bool) -> bool {
    match (expected, ours) {
        (Value::Number(expected), Value::Number(ours)) => {
            let (expected, ours) = (expected.as_f64(), ours.as_f64());
            let (Some(expected), Some(ours)) = (expected, ours) else {
                return false;
            };
            let difference = (expected - ours).abs();
            difference <= 1e-9 * expected.abs().max(ours.abs()) || in_seconds && difference <= 1e-6
        }
        (Value::Object(amounts), Value::Object(our_amounts)) => {
            let currencies = amounts.keys().chain(our_amounts.keys());
            { currencies }.all(|currency| agree(&expected[currency], &ours[currency], in_seconds))
        }
        _ => expected == ours,
    }
}

/// The differences in columns.
pub(crate) fn table(rows: &[[String; 5]]) -> String {
    let head = ["case", "id", "field", "ours", "expected"].map(str::to_owned);
    let rows: Vec<&[String; 5]> = std::iter::once(&head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths = [0, 1, 2, 3, 4].map(|column| width(column).unwrap_or(0));
    let line = |row: &&[String; 5]| -> String {
        let cells = row.iter().zip(widths);
        cells
            .map(|(cell, width)| format!("{cell:width$}  "))
            .collect()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_comparison_sees_every_difference() {
    let expected = serde_json::json!({
        "as_of": "2026-06-10T00:00:00Z",
        "load": {"events": 2, "rejected": 0, "duplicates": 0},
        "metrics": {
            "csat": {"unit": "ratio", "value": 0.5, "previous": null},
            "pickup_time": {"unit": "seconds", "value": 0.1},
            "revenue": {"unit": "money", "value": {"EUR": 1.0}},
        },
        "breakdown": {"rows": [{"key": null, "metrics": {"csat": {"value": 0.5}}}]},
    });
    let differing = |change: &dyn Fn(&mut Value)| {
        let mut ours = expected.clone();
        change(&mut ours);
        let mut differences = Vec::new();
        compare(&expected, &ours, &mut |id, field, _, _| {
            differences.push(format!("{id}.{field}"));
        });
        differences.join(" ")
    };
    let set = |path: &'static str, value: Value| {
        differing(&move |ours| *ours.pointer_mut(path).unwrap() = value.clone())
    };
    assert_eq!(differing(&|_| ()), "");
    assert_eq!(set("/as_of", Value::Null), ".as_of");
    assert_eq!(set("/load/events", 3.into()), "load.events");
    assert_eq!(set("/metrics/csat/value", 0.500_000_000_1.into()), "");
    assert_eq!(set("/metrics/csat/value", 0.500_001.into()), "csat.value");
    assert_eq!(set("/metrics/csat/value", Value::Null), "csat.value");
    assert_eq!(set("/metrics/csat/previous", 0.into()), "csat.previous");
    assert_eq!(set("/metrics/pickup_time/value", 0.100_000_9.into()), "");
    assert_eq!(
        set(
            "/metrics/revenue/value",
            serde_json::json!({"EUR": 1.0, "USD": 1.0})
        ),
        "revenue.value"
    );
    assert_eq!(
        set("/metrics/csat", serde_json::json!({})),
        "csat.unit csat.value"
    );
    assert_eq!(
        set("/metrics", serde_json::json!({"more": {}})),
        "more. csat. pickup_time. revenue."
    );
    assert_eq!(
        set("/breakdown/rows/0/metrics/csat/value", 1.into()),
        "breakdown null csat.value"
    );
    assert_eq!(
        set("/breakdown/rows/0/key", "web".into()),
        "breakdown \"web\". breakdown null."
    );
}
