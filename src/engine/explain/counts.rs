//! What each metric makes of one conversation, and why.

use crate::engine::explain::why::Why;
use crate::metric::{self, Condition, Metric, Part};
use crate::report::explanation::{Counts, MetricPart};

/// Its part in every metric that is made of conversations, and the ids of
/// the others.
pub(super) fn metrics(why: &Why<'_>) -> (Vec<MetricPart>, Vec<String>) {
    let (mut parts, mut apart) = (Vec::new(), Vec::new());
    for metric in metric::catalogue() {
        match metric.part(why.conversations, why.row) {
            Some(part) => parts.push(told(metric, part, why)),
            None => apart.push(metric.about.id.to_owned()),
        }
    }
    (parts, apart)
}

fn told(metric: &Metric, part: Part, why: &Why<'_>) -> MetricPart {
    let counted = part.counted;
    let counts = match (part.is_quotient, counted.numerator, counted.denominator) {
        (true, true, true) => Counts::Both,
        (true, true, false) => Counts::Numerator,
        (true, false, true) => Counts::Denominator,
        (false, true, _) => Counts::Yes,
        (_, false, _) => Counts::No,
    };
    MetricPart {
        id: metric.about.id.to_owned(),
        title: metric.about.title.to_owned(),
        unit: metric.about.unit.name().to_owned(),
        counts,
        because: because(&part, counts, why),
        numerator: part.numerator,
        denominator: part.denominator,
        values: part.values,
    }
}

fn because(part: &Part, counts: Counts, why: &Why<'_>) -> Vec<String> {
    let told = |conditions: &[Condition], met: bool| -> Vec<String> {
        let those = conditions.iter().filter(|condition| condition.met == met);
        those.map(|condition| why.sentence(condition)).collect()
    };
    let reasons = match counts {
        Counts::Yes | Counts::Both | Counts::Numerator => told(&part.conditions, true),
        Counts::Denominator => told(&part.conditions, false),
        Counts::No if part.is_quotient => {
            let base = told(&part.base, false);
            if base.is_empty() {
                told(&part.conditions, false)
            } else {
                base
            }
        }
        Counts::No => told(&part.conditions, false),
    };
    let counts_none = [Counts::No, Counts::Denominator].contains(&counts);
    match (reasons.is_empty(), part.counts_things) {
        (false, _) => reasons,
        (true, true) if counts_none => vec!["there is none of it in this one".to_owned()],
        (true, true) => vec!["counted in every conversation".to_owned()],
        (true, false) => vec!["every conversation counts".to_owned()],
    }
}
