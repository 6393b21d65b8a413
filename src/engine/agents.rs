//! Answers what each agent did.

use std::cmp::Reverse;

use crate::base::order;
use crate::base::time::Period;
use crate::conversation::Dimension;
use crate::conversation::facts::is;
use crate::engine::desk::Desk;
use crate::engine::split::Stretch;
use crate::metric::agent::{self, TOLD};
use crate::metric::{self, Computed, Metric, compute};
use crate::report::MetricAnswer;
use crate::report::agents::{AgentColumn, AgentRow, Agents};

/// The conversations of one agent.
#[derive(Clone, Default)]
struct Own {
    /// With a message.
    handled: Vec<u32>,
    /// Replied to first.
    first: Vec<u32>,
    missed: u64,
}

impl Desk<'_> {
    /// The agents of a period, not filtered by a selection of agents taking
    /// part.
    pub(super) fn agents(&self, period: Period) -> Agents {
        let desk = self.without(&[Dimension::HandledBy, Dimension::MissedBy]);
        let stretch = Stretch::new(&desk, period);
        let (by_agent, unassigned) = desk.by_agent(&stretch.rows);
        let metrics: Vec<&Metric> = TOLD.iter().filter_map(|id| metric::find(id)).collect();
        let work = desk.own.by(desk.conversations, Dimension::Agent);
        let rows = (0..).zip(&by_agent).filter_map(|(code, own)| {
            let time = &work.row(Some(code));
            let handled = desk.scope(&own.handled, stretch.bounds, stretch.days, &time);
            let first = desk.scope(&own.first, stretch.bounds, stretch.days, &time);
            let is_told = !own.handled.is_empty() || own.missed > 0 || agent::works(&handled);
            is_told.then(|| AgentRow {
                agent: desk.conversations.label(Dimension::Agent, code),
                chats: own.handled.len() as u64,
                missed: own.missed,
                answers: answers(&desk, &metrics, |metric| match metric.about.id {
                    "first_response_time" => compute(metric, &first),
                    "missed_rate" => agent::missed_rate(own.missed, &handled),
                    "chats_per_hour" => agent::chats_per_hour(&handled),
                    _ => compute(metric, &handled),
                }),
            })
        });
        let rows = order::sorted(rows.collect(), |a: &AgentRow, b: &AgentRow| {
            (Reverse(a.chats), &a.agent).cmp(&(Reverse(b.chats), &b.agent))
        });
        Agents {
            team: desk.team(&stretch, &metrics),
            columns: metrics
                .iter()
                .map(|metric| AgentColumn {
                    metric: metric.about.id.to_owned(),
                    missing: desk.missing(metric),
                })
                .collect(),
            missing: metric::find("missed_chats")
                .map(|metric| desk.missing(metric))
                .unwrap_or_default(),
            rows,
            unassigned,
        }
    }

    /// The conversations of each agent, by code, and how many missed ones
    /// nobody had.
    fn by_agent(&self, rows: &[u32]) -> (Vec<Own>, u64) {
        let facts = &self.conversations.facts;
        let mut by_agent = vec![Own::default(); self.conversations.code_count(Dimension::Agent)];
        let mut unassigned = 0;
        for &row in rows {
            for handling in facts.handlings.get(row as usize) {
                by_agent[handling.agent as usize].handled.push(row);
            }
            if let Some(first) = facts.agents.get(row as usize) {
                by_agent[first as usize].first.push(row);
            }
            if facts.has(row as usize, is::MISSED) {
                match facts.missed_by.get(row as usize) {
                    Some(agent) => by_agent[agent as usize].missed += 1,
                    None => unassigned += 1,
                }
            }
        }
        (by_agent, unassigned)
    }

    /// All agents together: what was missed is of all conversations, the rest
    /// of those that a known agent wrote in.
    fn team(&self, stretch: &Stretch, metrics: &[&Metric]) -> AgentRow {
        let facts = &self.conversations.facts;
        let written = |row: &u32| !facts.handlings.get(*row as usize).is_empty();
        let handled: Vec<u32> = stretch.rows.iter().copied().filter(written).collect();
        let missed = stretch.rows.iter().copied();
        let missed = missed.filter(|&row| facts.has(row as usize, is::MISSED));
        let (all, own) = (
            stretch.scope(self, &stretch.rows),
            stretch.scope(self, &handled),
        );
        AgentRow {
            agent: String::new(),
            chats: handled.len() as u64,
            missed: missed.count() as u64,
            answers: answers(self, metrics, |metric| match metric.about.id {
                "missed_rate" => compute(metric, &all),
                _ => compute(metric, &own),
            }),
        }
    }
}

fn answers(
    desk: &Desk<'_>,
    metrics: &[&Metric],
    computed: impl Fn(&Metric) -> Computed,
) -> Vec<MetricAnswer> {
    let answers = metrics.iter();
    answers
        .map(|metric| desk.plain(metric, computed(metric)))
        .collect()
}
