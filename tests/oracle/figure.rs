//! The shapes that a metric's answer has.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Amounts by currency.
pub(crate) type Money = BTreeMap<String, f64>;

pub(crate) fn count(count: usize) -> Value {
    json!({"value": count})
}

/// Numerator ÷ denominator, null without a denominator.
pub(crate) fn quotient(numerator: f64, denominator: f64) -> Value {
    let value = (denominator != 0.0).then(|| numerator / denominator);
    json!({"value": value, "numerator": numerator, "denominator": denominator})
}

pub(crate) fn rate(numerator: usize, denominator: usize) -> Value {
    quotient(numerator as f64, denominator as f64)
}

/// The mean with median, p90 and n.
pub(crate) fn mean(mut numbers: Vec<f64>) -> Value {
    numbers.sort_by(f64::total_cmp);
    json!({
        "value": average(&numbers),
        "median": percentile(&numbers, 0.5),
        "p90": percentile(&numbers, 0.9),
        "n": numbers.len(),
    })
}

pub(crate) fn average(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// Of sorted numbers, with linear interpolation between the closest ranks.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = share * (sorted.len().checked_sub(1)?) as f64;
    let below = sorted[rank.floor() as usize];
    let above = sorted[rank.ceil() as usize];
    Some(below + (above - below) * rank.fract())
}

pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    percentile(&numbers, 0.5)
}

/// Seconds between two instants.
pub(crate) fn seconds(from: i64, to: i64) -> f64 {
    (to - from) as f64 / 1_000.0
}
