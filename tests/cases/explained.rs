//! The numbers of each case against what is said of each conversation.

use std::collections::BTreeMap;
use std::path::Path;

use chatgauge::metric::define::{Compute, Measure, Rows};
use chatgauge::metric::find;
use serde_json::Value;

use crate::{Case, cases, read};

/// The flags of a case's report that say which conversations there are.
const OF_CONVERSATIONS: [&str; 3] = ["--tz", "--as-of", "--settings"];
/// Those that say which of them are looked at.
const OF_SELECTION: [&str; 3] = ["--from", "--to", "--filter"];

impl Case {
    /// What a command prints for the case, with those of its flags.
    fn told(&self, command: &str, flags: &[&str], more: &[&str]) -> String {
        let mut args = vec![command.to_owned(), "-".to_owned()];
        let given = self.args(Path::new("-")).split_off(2);
        let given = given
            .chunks(2)
            .filter(|pair| flags.contains(&pair[0].as_str()));
        args.extend(given.flatten().cloned());
        args.extend(more.iter().map(|&flag| flag.to_owned()));
        self.prints(&args, &read(&self.events()), usize::MAX)
    }
}

/// What conversations are said to add to one metric.
#[derive(Clone, Copy, Default)]
struct Sum {
    counted: f64,
    numerator: f64,
    denominator: f64,
    n: f64,
}

#[test]
fn every_number_is_made_of_the_conversations_explained() {
    for case in cases() {
        let all = [OF_CONVERSATIONS, OF_SELECTION].concat();
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        for row in case
            .told("conversations", &all, &["--format=ndjson"])
            .lines()
        {
            let row: Value = serde_json::from_str(row).expect("a row");
            let id = row["id"].as_str().expect("an id");
            let more = ["--format=json", "--conversation", id];
            let explained = case.told("explain", &OF_CONVERSATIONS, &more);
            let explained: Value = serde_json::from_str(&explained).expect("an explanation");
            assert_eq!(explained["facts"], row, "{}", case.name);
            add(&mut sums, &explained);
        }
        let report = case.printed(&read(&case.events()), usize::MAX);
        let report: Value = serde_json::from_str(&report).expect("a report");
        for (id, answer) in report["metrics"].as_object().expect("metrics by id") {
            let sum = sums.get(id).copied().unwrap_or_default();
            check(&format!("{}: {id}", case.name), id, answer, sum);
        }
    }
}

fn add(sums: &mut BTreeMap<String, Sum>, explained: &Value) {
    for part in explained["metrics"].as_array().expect("metrics") {
        let id = part["id"].as_str().expect("an id").to_owned();
        let sum = sums.entry(id).or_default();
        let counts = part["counts"].as_str().expect("a word");
        sum.counted += f64::from(["yes", "both", "numerator"].contains(&counts));
        sum.numerator += part["numerator"].as_f64().unwrap_or(0.0);
        sum.denominator += part["denominator"].as_f64().unwrap_or(0.0);
        sum.n += part["values"].as_array().map_or(0, Vec::len) as f64;
    }
}

fn check(place: &str, id: &str, answer: &Value, sum: Sum) {
    let agrees = |ours: f64, field: &str| {
        let theirs = answer[field].as_f64().unwrap_or(0.0);
        assert!(
            (ours - theirs).abs() < 1e-9,
            "{place}: {field} is {theirs}, but {ours} is explained"
        );
    };
    match find(id).expect("a metric of the catalogue").compute {
        Compute::Own(Rows::Apart, _) | Compute::Number(Measure::Customers(_)) => {}
        Compute::Number(Measure::Count(_)) => agrees(sum.counted, "value"),
        Compute::Number(Measure::Sum(..)) => agrees(sum.numerator, "value"),
        Compute::Quotient(above, below) => {
            agrees(sum.numerator, "numerator");
            if let Measure::Count(_) = above {
                agrees(sum.counted, "numerator");
            }
            if let Measure::Count(_) | Measure::Sum(..) = below {
                agrees(sum.denominator, "denominator");
            }
        }
        Compute::Mean(..) => agrees(sum.n, "n"),
        Compute::Own(..) if answer.get("n").is_some() => agrees(sum.counted, "n"),
        Compute::Own(..) => {}
    }
}
