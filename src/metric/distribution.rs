//! How the values of a mean are spread: how many conversations have how much.
//! A mean hides whether all wait a little or a few wait for ever.

use crate::conversation::Conversations;
use crate::metric;
use crate::metric::compute::Scope;
use crate::metric::define::{Compute, Metric, Values};
use crate::metric::satisfaction::{NPS_SCORES, both_scores};
use crate::metric::which::{ALL, Which};

/// Into which bins values fall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bins {
    /// Up to each of these, the bound included; the last bin holds the rest.
    UpTo(&'static [f64]),
    /// One for each whole score, both ends included; what lies between two
    /// counts with the lower.
    Scores(u8, u8),
}

/// A mean of one value a conversation, with the bins of its values.
#[derive(Clone, Copy, Debug)]
pub struct Distribution {
    /// The metric's id.
    pub metric: &'static str,
    /// Its bins, bounds in the metric's unit.
    pub bins: Bins,
}

const fn up_to(metric: &'static str, bounds: &'static [f64]) -> Distribution {
    let bins = Bins::UpTo(bounds);
    Distribution { metric, bins }
}

const fn scores(metric: &'static str, from: u8, to: u8) -> Distribution {
    let bins = Bins::Scores(from, to);
    Distribution { metric, bins }
}

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const WAITS: &[f64] = &[
    15.0,
    30.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    15.0 * MINUTE,
    HOUR,
];
const TALKS: &[f64] = &[
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    20.0 * MINUTE,
    HOUR,
    4.0 * HOUR,
];
const ENDS: &[f64] = &[
    5.0 * MINUTE,
    15.0 * MINUTE,
    HOUR,
    4.0 * HOUR,
    12.0 * HOUR,
    DAY,
    3.0 * DAY,
];

/// The mean whose title says so, and the metric that is called as its values.
const MEAN: &str = "csat_mean";
const CSAT: &str = "csat";

/// The metrics whose values can be told apart so.
pub static ALL_OF_THEM: [Distribution; 15] = [
    up_to("messages_per_conversation", &[2.0, 5.0, 10.0, 20.0]),
    up_to("conversation_duration", TALKS),
    up_to("bot_duration", TALKS),
    up_to("initial_wait_time", WAITS),
    up_to("first_response_time", WAITS),
    up_to("pickup_time", WAITS),
    up_to("handle_time", TALKS),
    up_to("bot_handle_time", TALKS),
    up_to("resolution_time", ENDS),
    up_to("thread_resolution_time", ENDS),
    up_to("fcr_time", ENDS),
    up_to("time_to_conversion", ENDS),
    scores(MEAN, 1, 5),
    scores("ces_mean", 1, 5),
    scores("nps", 0, 10),
];

/// That of a metric.
pub fn find(metric: &str) -> Option<&'static Distribution> {
    ALL_OF_THEM.iter().find(|known| known.metric == metric)
}

impl Bins {
    /// How many there are.
    pub fn count(&self) -> usize {
        match *self {
            Bins::UpTo(bounds) => bounds.len() + 1,
            Bins::Scores(from, to) => usize::from(to - from) + 1,
        }
    }

    /// The one that holds a value.
    pub fn of(&self, value: f64) -> usize {
        match *self {
            Bins::UpTo(bounds) => bounds.partition_point(|bound| *bound < value),
            Bins::Scores(from, to) => (value as u8).clamp(from, to).saturating_sub(from).into(),
        }
    }

    /// How far along all bins a value lies, from 0 to their number: between
    /// the bounds of its bin in proportion, in a bin without end in its
    /// middle. A score lies in the middle of its bin.
    pub fn place(&self, value: f64) -> f64 {
        match *self {
            Bins::UpTo(bounds) => {
                let bin = self.of(value);
                let from = bin.checked_sub(1).map_or(0.0, |before| bounds[before]);
                let part = match bounds.get(bin) {
                    Some(to) => ((value - from) / (to - from)).max(0.0),
                    None => 0.5,
                };
                bin as f64 + part
            }
            Bins::Scores(from, _) => value - f64::from(from) + 0.5,
        }
    }
}

impl Distribution {
    /// What one of its values is called: of a rating that of the survey, not
    /// of the mean.
    pub fn title(&self) -> &'static str {
        let id = if self.metric == MEAN {
            CSAT
        } else {
            self.metric
        };
        metric::find(id).map_or(id, |metric| metric.about.title)
    }

    /// The conversations that count, and their values.
    fn values(&self, conversations: &Conversations) -> Option<(Which, Values)> {
        let metric: &Metric = metric::find(self.metric)?;
        Some(match metric.compute {
            Compute::Mean(which, values) => (metric.based(which, conversations), values),
            // The balance of scores is no mean of them.
            _ => (ALL, NPS_SCORES),
        })
    }

    /// How many conversations of a scope fall into each bin.
    pub fn counts(&self, scope: &Scope<'_>) -> Vec<u64> {
        let mut counts = vec![0; self.bins.count()];
        if let Some((which, values)) = self.values(scope.conversations) {
            let rows = scope.among(which);
            for value in values.of_all(&scope.conversations.facts, &rows) {
                counts[self.bins.of(value)] += 1;
            }
        }
        counts
    }

    /// The bin that a conversation falls into, if it counts.
    pub fn bin(&self, conversations: &Conversations, row: usize) -> Option<usize> {
        let (which, values) = self.values(conversations)?;
        let counts = which.holds(conversations, row);
        let values = counts.then(|| values.of(&conversations.facts, row))?;
        values.first().map(|value| self.bins.of(*value))
    }
}

/// How many conversations of a scope have which effort score and, within it,
/// which satisfaction rating, both by their bins.
pub fn effort_by_satisfaction(scope: &Scope<'_>) -> Vec<Vec<u64>> {
    let bins = Bins::Scores(1, 5);
    let mut counts = vec![vec![0; bins.count()]; bins.count()];
    for (effort, satisfaction) in both_scores(scope) {
        counts[bins.of(effort)][bins.of(satisfaction)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::metric;
    use crate::metric::define::{Compute, Rows};
    use crate::metric::distribution::{ALL_OF_THEM, Bins, find};

    #[test]
    fn each_is_of_a_metric_with_one_value_a_conversation() {
        for known in &ALL_OF_THEM {
            let metric = metric::find(known.metric).unwrap();
            let nps = known.metric == "nps";
            assert!(
                matches!(metric.compute, Compute::Mean(..))
                    || nps && matches!(metric.compute, Compute::Own(Rows::Of(_), _)),
                "{}",
                known.metric
            );
        }
        assert!(find("response_time").is_none(), "it has several");
    }

    #[test]
    fn a_bound_belongs_to_the_bin_before_it() {
        let bins = find("first_response_time").unwrap().bins;
        let of = [0.0, 15.0, 15.001, 30.0, 3_600.0, 3_600.5].map(|value| bins.of(value));
        assert_eq!(of, [0, 0, 1, 1, 6, 7]);
        assert_eq!(bins.count(), 8);
        let messages = find("messages_per_conversation").unwrap().bins;
        let of = [1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 21.0].map(|value| messages.of(value));
        assert_eq!(of, [0, 0, 1, 1, 2, 3, 4]);
    }

    #[test]
    fn a_score_between_two_counts_with_the_lower() {
        let bins = Bins::Scores(1, 5);
        let of = [1.0, 1.9, 2.0, 3.5, 4.0, 5.0, 9.0].map(|value| bins.of(value));
        assert_eq!(of, [0, 0, 1, 2, 3, 4, 4]);
        assert_eq!(Bins::Scores(0, 10).of(10.0), 10);
    }

    #[test]
    fn a_value_lies_between_its_bounds_in_proportion() {
        let bins = Bins::UpTo(&[10.0, 30.0]);
        let places = [0.0, 5.0, 10.0, 20.0, 30.0, 99.0].map(|value| bins.place(value));
        assert_eq!(places, [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]);
        assert!((Bins::Scores(1, 5).place(4.2) - 3.7).abs() < 1e-12);
    }
}
