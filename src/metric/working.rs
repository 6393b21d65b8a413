//! Agents' working time, and how much of it they handled chats.

use crate::base::bitset::BitSet;
use crate::base::time::{HOUR, Millis};
use crate::conversation::Dimension;
use crate::metric::compute::Scope;

/// A span of one agent's time: the agent's code, from, to.
type AgentSpan = (u32, Millis, Millis);

/// Working time within the scope in hours.
pub(crate) fn hours(scope: &Scope<'_>) -> f64 {
    in_hours(&working(scope))
}

/// Of that working time the hours in which the scope's conversations were
/// handled.
pub(crate) fn handling_hours(scope: &Scope<'_>) -> f64 {
    let working = working(scope);
    if working.is_empty() {
        return 0.0;
    }
    let handled = handled(scope);
    in_hours(&common(&working, &handled))
}

/// Agents' public parts in conversations.
pub(crate) fn pairs(scope: &Scope<'_>) -> u64 {
    let handlings = &scope.conversations.facts.handlings;
    handlings.count_of(scope.rows) as u64
}

/// How many agents took part.
pub(crate) fn agents(scope: &Scope<'_>) -> u64 {
    let conversations = scope.conversations;
    let mut agents = BitSet::empty(conversations.code_count(Dimension::Agent));
    for &row in scope.rows {
        for handling in conversations.facts.handlings.get(row as usize) {
            agents.insert(handling.agent as usize);
        }
    }
    agents.count() as u64
}

fn in_hours(spans: &[AgentSpan]) -> f64 {
    let total: Millis = spans.iter().map(|span| span.2 - span.1).sum();
    total as f64 / HOUR as f64
}

/// The working time that counts, by agent, then time; apart.
pub(crate) fn working(scope: &Scope<'_>) -> Vec<AgentSpan> {
    let own = &scope.own;
    if own.work.is_empty() {
        return Vec::new();
    }
    let parts = own.clock.parts(&scope.conversations.zone, scope.span);
    let mut working = Vec::new();
    for &number in &own.work {
        let work = scope.conversations.own.work[number as usize];
        let first = parts.partition_point(|part| part.1 <= work.from);
        for part in parts[first..].iter().take_while(|part| part.0 < work.to) {
            let (from, to) = (work.from.max(part.0), work.to.min(part.1));
            if from < to {
                working.push((work.agent, from, to));
            }
        }
    }
    working
}

/// When each agent handled conversations, overlaps counted once; by agent,
/// then time.
fn handled(scope: &Scope<'_>) -> Vec<AgentSpan> {
    let handlings = &scope.conversations.facts.handlings;
    let rows = scope.rows.iter().map(|&row| handlings.get(row as usize));
    let mut spans: Vec<AgentSpan> = rows
        .flatten()
        .map(|handling| (handling.agent, handling.from, handling.to))
        .collect();
    spans.sort_unstable();
    spans.dedup_by(|next, last| {
        let overlap = next.0 == last.0 && next.1 <= last.2;
        if overlap {
            last.2 = last.2.max(next.2);
        }
        overlap
    });
    spans
}

/// What two lists of spans, each by agent, then time, and apart, have in
/// common.
fn common(left: &[AgentSpan], right: &[AgentSpan]) -> Vec<AgentSpan> {
    let mut common = Vec::new();
    let (mut l, mut r) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(l), right.get(r)) {
        let (from, to) = (a.1.max(b.1), a.2.min(b.2));
        if a.0 == b.0 && from < to {
            common.push((a.0, from, to));
        }
        // What ends first has nothing in common with what comes after.
        match (a.0, a.2) <= (b.0, b.2) {
            true => l += 1,
            false => r += 1,
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn spans_meet_only_within_an_agent() {
        let working = [(1, 0, 10), (1, 20, 30), (2, 0, 5)];
        let handled = [(1, 5, 25), (1, 28, 40), (2, 5, 9), (3, 0, 5)];
        assert_eq!(
            common(&working, &handled),
            [(1, 5, 10), (1, 20, 25), (1, 28, 30)]
        );
    }
}
