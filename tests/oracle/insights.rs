//! Compare, scorecard, causes and impact on random histories, against the
//! oracle's report and against slow ways of the same arithmetic.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chatgauge::base::tail::student_95;
use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Query};
use chatgauge::metric::spread::ENOUGH;
use chatgauge::metric::{How, Untold, catalogue, find};
use chatgauge::report::arms::{ArmsFigure, ArmsRow};
use chatgauge::report::moved::MovedBy;
use chatgauge::report::{
    Arms, ArmsAsk, Change, ImpactAsk, Listing, MetricAnswer, MovedAsk, ReportQuery, ScorecardAsk,
    TargetRow,
};
use serde_json::{Value, json};

use crate::compare::agree;
use crate::engine::{Puzzle, engine, file, load, query};
use crate::puzzles::{for_every_seed, oracle, puzzle};
use crate::report::rows;

/// Of so many histories one is looked at: the oracle tells it once more.
const EVERY: u64 = 4;

type Checked = Result<(), String>;

fn close(ours: f64, other: f64, what: &str) -> Checked {
    let within = 1e-9 * ours.abs().max(other.abs()) + 1e-12;
    match (ours - other).abs() <= within {
        true => Ok(()),
        false => Err(format!("{what}: {ours}, not {other}")),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(ours: T, other: T, what: &str) -> Checked {
    match ours == other {
        true => Ok(()),
        false => Err(format!("{what}: {ours:?}, not {other:?}")),
    }
}

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
            self.check_interval(row, &a, &b)?;
        }
        Ok(())
    }

    /// The interval by another way: of shares by looking for the ends of
    /// Wilson's, of means by summing up what each conversation adds.
    fn check_interval(&self, row: &ArmsRow, a: &[u32], b: &[u32]) -> Checked {
        let (Some((from, to)), Some(n)) = (row.interval, row.n) else {
            return Ok(());
        };
        same(row.few, n.0.min(n.1) < ENOUGH, "few")?;
        let metric = find(&row.metric).expect("a metric");
        let arms = [(&row.a, a), (&row.b, b)];
        if let (Some(numerator), Some(_), false) = (
            row.a.numerator,
            row.a.denominator,
            metric.about.unit.name() == "messages",
        ) {
            let share = |answer: &MetricAnswer| {
                (
                    answer.numerator.unwrap_or_default(),
                    answer.denominator.unwrap_or_default(),
                )
            };
            let [(x, n), (y, m)] = [share(&row.a), share(&row.b)];
            same(x, numerator, "numerator")?;
            let ([l, u], [low, up]) = (wilson(x, n), wilson(y, m));
            let (p, q) = (x / n, y / m);
            close(
                from,
                p - q - (p - l).hypot(up - q),
                &format!("from of {}", row.metric),
            )?;
            return close(
                to,
                p - q + (u - p).hypot(q - low),
                &format!("to of {}", row.metric),
            );
        }
        let moments = arms.map(|(answer, rows)| {
            let conversations = self.engine.conversations();
            let parts = rows
                .iter()
                .filter_map(|&at| metric.part(conversations, at as usize));
            let values: Vec<f64> = match row.metric.as_str() {
                "nps" => rows
                    .iter()
                    .filter_map(|&at| {
                        let survey = chatgauge::conversation::Survey::Nps;
                        let score = conversations.facts.rating(at as usize, survey)?;
                        Some(if score >= 9.0 {
                            100.0
                        } else if score <= 6.0 {
                            -100.0
                        } else {
                            0.0
                        })
                    })
                    .collect(),
                _ if answer.denominator.is_some() => parts
                    .filter(|part| part.denominator == Some(1.0))
                    .filter_map(|part| part.numerator)
                    .collect(),
                _ => parts.flat_map(|part| part.values).collect(),
            };
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
            (mean, squares / (n - 1.0) / n, n)
        });
        let [(mean, own, n), (other_mean, other, m)] = moments;
        let freedom = (own + other).powi(2) / (own.powi(2) / (n - 1.0) + other.powi(2) / (m - 1.0));
        let half = student_95(freedom) * (own + other).sqrt();
        let scale = mean.abs().max(other_mean.abs()).max(1.0);
        let what = format!("{} of {n} and {m}", row.metric);
        close(from / scale, (mean - other_mean - half) / scale, &what)?;
        close(to / scale, (mean - other_mean + half) / scale, &what)
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

/// Wilson's interval by its definition: the shares from which the seen one is
/// just as far as chance lets it, found by halving.
fn wilson(some: f64, of: f64) -> [f64; 2] {
    let seen = some / of;
    let near = |share: f64| {
        (seen - share).abs() <= 1.959_963_984_540_054 * (share * (1.0 - share) / of).sqrt()
    };
    [0.0, 1.0].map(|end| {
        let (mut inside, mut outside) = (seen, end);
        for _ in 0..200 {
            let middle = (inside + outside) / 2.0;
            match near(middle) {
                true => inside = middle,
                false => outside = middle,
            }
        }
        if seen == end { end } else { inside }
    })
}

#[test]
fn insights_agree_with_the_oracle() {
    let wrong = Mutex::new(BTreeMap::new());
    for_every_seed(|seed, zones| {
        if seed % EVERY != 0 {
            return;
        }
        let case = Case::new(&puzzle(seed, zones), zones);
        if let Some(Err(what)) = case.map(|case| case.check()) {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.insert(seed, what);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let told: Vec<String> = { wrong.iter().take(20) }
        .map(|(seed, what)| format!("seed {seed}: {what}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} histories\n{}",
        wrong.len(),
        told.join("\n")
    );
}
