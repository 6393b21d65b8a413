//! Work against hands: what needs a human in an hour of the day, and how many
//! agents are there then.

use crate::base::time::{HOUR, Millis};
use crate::base::zone::Zone;
use crate::conversation::facts::is;
use crate::metric::compute::Scope;
use crate::metric::which::ALL;
use crate::metric::working;

/// One hour of the day, over all days of a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LoadHour {
    /// Conversations that start in it and in which a human is due.
    pub due: u64,
    /// How often it came, in hours.
    pub hours: f64,
    /// Available and busy time of agents in it, in hours.
    pub work: f64,
}

impl LoadHour {
    /// Conversations for a human each time it came.
    pub fn due_each(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.due as f64 / self.hours)
    }

    /// Agents who are there each time it came.
    pub fn agents_each(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.work / self.hours)
    }
}

/// The 24 hours of the day. Only the days that the data reaches over count.
pub fn load(scope: &Scope<'_>) -> Vec<LoadHour> {
    let conversations = scope.conversations;
    let (zone, facts) = (&conversations.zone, &conversations.facts);
    let mut day = vec![LoadHour::default(); 24];
    for &row in scope.among(ALL.with(is::HUMAN_DUE)).iter() {
        day[usize::from(zone.hour(facts.starts[row as usize]))].due += 1;
    }
    let first = conversations.span.map_or(scope.span.0, |(first, _)| {
        scope.span.0.max(zone.day_start(zone.date(first)))
    });
    let known = (first, scope.span.1.min(conversations.as_of));
    for part in scope.own.clock.parts(zone, known) {
        each_hour(zone, part, |hour, long| day[hour].hours += long);
    }
    for (_, from, to) in working::working(scope) {
        each_hour(zone, (from, to), |hour, long| day[hour].work += long);
    }
    day
}

/// Goes through a span by the hours on the wall, with how much of each it
/// holds, in hours.
fn each_hour(zone: &Zone, (mut from, to): (Millis, Millis), mut see: impl FnMut(usize, f64)) {
    while from < to {
        let end = zone.hour_end(from).min(to);
        see(zone.hour(from).into(), (end - from) as f64 / HOUR as f64);
        from = end;
    }
}
