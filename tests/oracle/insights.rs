//! Compare, scorecard, causes and impact on random histories, against the
//! oracle's report and against slow ways of the same arithmetic.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Query};
use chatgauge::metric::{How, Untold, catalogue};
use chatgauge::report::arms::ArmsFigure;
use chatgauge::report::moved::MovedBy;
use chatgauge::report::{
    Arms, ArmsAsk, Change, ImpactAsk, Listing, MetricAnswer, MovedAsk, ReportQuery, ScorecardAsk,
    TargetRow,
};
use serde_json::{Value, json};

use crate::compare::agree;
use crate::engine::{Puzzle, engine, file, load, query};
use crate::intervals::{self, Checked, close, same};
use crate::puzzles::{for_every_seed, oracle, puzzle};
use crate::report::rows;

/// Of so many histories one is looked at: the oracle tells it once more.
const EVERY: u64 = 4;

fn number(answer: &MetricAnswer) -> Option<f64> {
    match answer.value {
        chatgauge::report::Value::Number(number) => Some(number),
        _ => None,
    }
}

/// A history with its question, and what the oracle says of it.
struct Case {
    engine: Engine,
    query: Query,
    period: Period,
    by: String,
    oracle: Value,
}

impl Case {
    /// `None` where the engine refuses the question.
    fn new(puzzle: &Puzzle, zones: &SystemZones) -> Option<Case> {
        let mut puzzle = puzzle.clone();
        let by = puzzle
            .ask
            .by
            .clone()
            .unwrap_or_else(|| "channel".to_owned());
        puzzle.ask.by = Some(by.clone());
        // What is compared is not filtered by itself.
        let fields = [by.clone(), format!("{by}!")];
        puzzle
            .ask
            .filters
            .retain(|field, _| !fields.contains(field));
        let mut engine = engine(&puzzle);
        engine
            .adopt(load(&[file(&puzzle.lines)], usize::MAX))
            .ok()?;
        let report = engine.report(&query(&puzzle.ask)).ok()?;
        Some(Case {
            query: Query {
                period: Some(report.period),
                filters: report.filters,
                bucket: None,
            },
            period: report.period,
            oracle: oracle(&puzzle, zones),
            engine,
            by,
        })
    }

    fn rows(&self, query: &Query) -> Vec<u32> {
        let listing = Listing {
            query: query.clone(),
            ..Listing::default()
        };
        self.engine
            .rows(&listing)
            .expect("a query that was answered")
    }

    fn check(&self) -> Checked {
        self.check_values()?;
        self.check_periods()?;
        for metric in catalogue() {
            for by in [self.by.as_str(), "weekday", "tag"] {
                self.check_moved(metric.about.id, by)?;
            }
        }
        self.check_impact()?;
        self.check_scorecard()
    }

    fn arms(&self, arms: Arms) -> ArmsFigure {
        let query = self.query.clone();
        let figure = self.engine.arms(&ArmsAsk { query, arms });
        figure.expect("arms that were answered")
    }

    /// The values of a dimension are what the oracle's breakdown has.
    fn check_values(&self) -> Checked {
        let rows = rows(&self.oracle, "breakdown", "key");
        let Some((first, last)) = rows.first_key_value().zip(rows.last_key_value()) else {
            return Ok(());
        };
        let key = |key: &str| serde_json::from_str::<Option<String>>(key).expect("a key");
        let figure = self.arms(Arms::Values {
            by: self.by.clone(),
            a: key(first.0),
            b: key(last.0),
        });
        for row in &figure.rows {
            for (ours, oracle) in [(&row.a, first.1), (&row.b, last.1)] {
                let ours = serde_json::to_value(ours).expect("JSON");
                for field in ["value", "numerator", "denominator", "n"] {
                    let (ours, oracle) = (&ours[field], &oracle[&row.metric][field]);
                    if !agree(ours, oracle, true) {
                        return Err(format!("arm {} {field}: {ours}, not {oracle}", row.metric));
                    }
                }
            }
        }
        self.check_arms(&figure)
    }

    /// The period and the one before are what the oracle compares.
    fn check_periods(&self) -> Checked {
        let figure = self.arms(Arms::Periods(self.period, self.period.previous()));
        same(figure.overlap, 0, "overlap of periods")?;
        for row in &figure.rows {
            let oracle = &self.oracle["metrics"][&row.metric];
            for (ours, field) in [(&row.a, "value"), (&row.b, "previous")] {
                let ours = serde_json::to_value(&ours.value).expect("JSON");
                // Before the data there is nothing to compare with.
                if !oracle[field].is_null() && !agree(&ours, &oracle[field], true) {
                    let what = format!("{} {field}", row.metric);
                    return Err(format!("{what}: {ours}, not {}", oracle[field]));
                }
            }
            let change = serde_json::to_value(&row.difference).expect("JSON");
            if !oracle["previous"].is_null() && !agree(&change, &oracle["change"], true) {
                return Err(format!("{}: change {change}", row.metric));
            }
        }
        self.check_arms(&figure)
    }

    fn check_arms(&self, figure: &ArmsFigure) -> Checked {
        let (a, b) = (self.rows(&figure.a.query), self.rows(&figure.b.query));
        same(figure.a.conversations, a.len() as u64, "listed in the one")?;
        same(
            figure.b.conversations,
            b.len() as u64,
            "listed in the other",
        )?;
        let both = a.iter().filter(|row| b.contains(row)).count() as u64;
        same(figure.overlap, both, "overlap")?;
        for row in &figure.rows {
            if let Change::By(difference) = row.difference {
                let (a, b) = (number(&row.a), number(&row.b));
                close(
                    difference,
                    a.unwrap_or(f64::NAN) - b.unwrap_or(f64::NAN),
                    &row.metric,
                )?;
            }
            same(row.interval.is_none(), row.untold.is_some(), &row.metric)?;
            if both > 0 {
                same(
                    row.untold.is_some_and(|why| why != Untold::Undefined),
                    true,
                    &row.metric,
                )?;
            }
            intervals::check(self.engine.conversations(), row, &a, &b)?;
        }
        Ok(())
    }

    fn check_moved(&self, id: &str, by: &str) -> Checked {
        let ask = MovedAsk {
            query: self.query.clone(),
            metric: id.to_owned(),
            dimensions: Some(vec![by.to_owned()]),
        };
        let moved = self.engine.moved(&ask).expect("a dimension that is known");
        let what = format!("{id} by {by}");
        if moved.how == How::Whole {
            return same(moved.dimensions.len(), 0, &what);
        }
        let change = match moved.answer.change {
            Some(Change::By(change)) => Some(change),
            _ => None,
        };
        same(moved.change, change, &what)?;
        let (Some(change), Some(table)) = (change, moved.dimensions.first()) else {
            return same(moved.dimensions.len(), 0, &what);
        };
        let sorted = table
            .rows
            .is_sorted_by(|a, b| a.contribution.abs() >= b.contribution.abs());
        same(sorted, true, &what)?;
        if by == self.by {
            self.check_parts(id, table)?;
        }
        if moved.how == How::Rates {
            check_rates(&moved.answer, table, &what)?;
        }
        if table.adds_up {
            let sum: f64 = table.rows.iter().map(|row| row.contribution).sum();
            let most = number(&moved.answer)
                .unwrap_or_default()
                .abs()
                .max(change.abs());
            let within = 1e-12 * most.max(1.0);
            same(
                (sum - change).abs() <= within,
                true,
                &format!("{what}: {sum}, not {change}"),
            )?;
        }
        Ok(())
    }

    /// The values now are those of the oracle's breakdown.
    fn check_parts(&self, id: &str, table: &MovedBy) -> Checked {
        let oracle = rows(&self.oracle, "breakdown", "key");
        for row in table.rows.iter().filter(|row| row.now.of > 0.0) {
            let key = json!(row.key).to_string();
            let there = oracle.get(&key).ok_or(format!("no row {key}"))?;
            let (ours, theirs) = (json!(row.now.value), &there[id]["value"]);
            if !agree(&ours, theirs, true) {
                return Err(format!("{id} of {key}: {ours}, not {theirs}"));
            }
        }
        Ok(())
    }

    /// Without a value is what a filter that excludes it leaves.
    fn check_impact(&self) -> Checked {
        let metrics = [
            "ai_resolution_rate",
            "handoff_rate",
            "csat",
            "handle_time",
            "nps",
        ];
        let impact = self.engine.impact(&ImpactAsk {
            query: self.query.clone(),
            by: self.by.clone(),
            metrics: metrics.map(str::to_owned).to_vec(),
        });
        let impact = impact.expect("a dimension that is known");
        for row in impact.rows.iter().take(2) {
            let mut filters = self.query.filters.clone();
            let value = vec![row.key.clone().unwrap_or_default()];
            filters.insert(format!("{}!", self.by), value);
            let report = self.engine.report(&ReportQuery {
                from: Some(self.period.from),
                to: Some(self.period.to),
                filters,
                ..ReportQuery::default()
            });
            let report = report.expect("a field that is known");
            for ((id, cell), all) in metrics.iter().zip(&row.cells).zip(&impact.all) {
                let without = report.metrics.get(id).expect("every metric");
                let value = number(without);
                same(value.is_some(), cell.without.value.is_some(), id)?;
                let Some((value, rest)) = value.zip(cell.without.value) else {
                    continue;
                };
                let impact = cell.impact.unwrap_or(f64::NAN);
                let expected = all.value.unwrap_or(f64::NAN) - value;
                // Of a mean the rest is what is taken from a larger sum.
                let pairs = [(rest, value), (impact, expected)];
                let alike = pairs
                    .iter()
                    .all(|(ours, other)| agree(&json!(ours), &json!(other), true));
                same(alike, true, &format!("{id} without: {rest}, not {value}"))?;
                same(cell.without.numerator, without.numerator, id)?;
            }
        }
        Ok(())
    }

    fn check_scorecard(&self) -> Checked {
        let ids = catalogue().iter().map(|metric| metric.about.id.to_owned());
        let rows = ids.map(|metric| TargetRow {
            metric,
            min: Some(0.5),
            max: Some(0.6),
        });
        let ask = ScorecardAsk {
            query: self.query.clone(),
            rows: Some(rows.collect()),
        };
        let scorecard = self.engine.scorecard(&ask).expect("metrics that are known");
        same(
            scorecard.rows.is_sorted_by_key(|row| row.category),
            true,
            "by category",
        )?;
        for row in &scorecard.rows {
            let id = &row.target.metric;
            let oracle = &self.oracle["metrics"][id];
            let ours = serde_json::to_value(&row.answer).expect("JSON");
            for field in ["value", "previous", "change"] {
                if !agree(&ours[field], &oracle[field], true) {
                    return Err(format!(
                        "{id} {field}: {}, not {}",
                        ours[field], oracle[field]
                    ));
                }
            }
            same(row.trend.len(), 12, id)?;
            // The last step is the period where it is a day or a week.
            if [1, 7].contains(&self.period.days()) {
                let last = row.trend[11];
                same(last.is_none() || last == row.value, true, id)?;
            }
        }
        let reviews = scorecard.fell_short.iter().chain(&scorecard.moved);
        for review in reviews {
            let weighing = review.weighs.iter().map(|weighs| &weighs.behind);
            for behind in review.behind.iter().chain(weighing) {
                let listed = self.engine.rows(&behind.listing).expect("a listing");
                same(behind.count, listed.len() as u64, &review.metric)?;
            }
        }
        Ok(())
    }
}

/// Mix and rate by the closed form of their sum, from what stands above and
/// below the line.
fn check_rates(answer: &MetricAnswer, table: &MovedBy, what: &str) -> Checked {
    let before = match answer.previous {
        Some(chatgauge::report::Value::Number(before)) => before,
        _ => return Err(format!("{what}: no value before")),
    };
    let n = answer.n.map(|n| n as f64);
    let all = answer.denominator.or(n).unwrap_or_default();
    let sum = |of: fn(&chatgauge::report::moved::MovedRow) -> f64| -> f64 {
        table.rows.iter().map(of).sum()
    };
    if table.adds_up {
        close(sum(|row| row.now.of), all, what)?;
    }
    let all_before = sum(|row| row.before.of);
    for row in table.rows.iter().filter(|_| table.adds_up) {
        let part = |part: chatgauge::report::moved::Part, all: f64| {
            let total = part
                .numerator
                .unwrap_or(part.value.unwrap_or_default() * part.of);
            (total - before * part.of) / all
        };
        let expected = part(row.now, all) - part(row.before, all_before);
        close(row.contribution, expected, what)?;
        let effects = row.mix.zip(row.rate).map(|(mix, rate)| mix + rate);
        close(effects.unwrap_or(f64::NAN), row.contribution, what)?;
    }
    Ok(())
}

#[test]
fn insights_agree_with_the_oracle() {
    let (wrong, looked_at) = (Mutex::new(BTreeMap::new()), AtomicU64::new(0));
    for_every_seed(|seed, zones| {
        if seed % EVERY != 0 {
            return;
        }
        let Some(case) = Case::new(&puzzle(seed, zones), zones) else {
            return;
        };
        looked_at.fetch_add(1, Ordering::Relaxed);
        if let Err(what) = case.check() {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.insert(seed, what);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let told: Vec<String> = { wrong.iter().take(20) }
        .map(|(seed, what)| format!("seed {seed}: {what}"))
        .collect();
    let looked_at = looked_at.into_inner();
    assert!(looked_at > 0, "nothing was looked at");
    assert!(
        wrong.is_empty(),
        "{} histories of {looked_at}\n{}",
        wrong.len(),
        told.join("\n")
    );
}
