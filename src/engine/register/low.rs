//! Conversations that were rated low, as a person wants to read of them.

use crate::conversation::{Conversations, Dimension, Survey};
use crate::engine::register::Entry;
use crate::event::Kind;
use crate::report::Cell;
use crate::report::low::LowScore;

/// What is told of these rows, in their order.
pub(in crate::engine) fn low_scores(
    conversations: &Conversations,
    rows: Vec<u32>,
) -> Vec<LowScore> {
    let numbers = conversations.numbers_in_threads();
    let told = rows.into_iter().map(|row| {
        let entry = Entry {
            conversations,
            facts: &conversations.facts,
            row: row as usize,
            number: numbers[row as usize],
        };
        LowScore {
            id: conversations.name(entry.row, entry.number),
            start: conversations
                .zone
                .rfc3339(conversations.facts.starts[entry.row]),
            score: conversations
                .facts
                .rating(entry.row, Survey::Csat)
                .unwrap_or_default(),
            comment: comment(&entry),
            question: text(entry.first_question()),
            topic: entry.topic(),
            agent: Some(text(entry.dimension(Dimension::Agent))).filter(|agent| !agent.is_empty()),
        }
    });
    told.collect()
}

/// What came with its last satisfaction rating.
fn comment(entry: &Entry<'_>) -> String {
    let log = &entry.conversations.log;
    let ratings = entry
        .events()
        .filter(|(_, event)| event.kind == Kind::Rating)
        .map(|(_, event)| &log.ratings[event.payload as usize]);
    let last = ratings
        .filter(|rating| rating.survey == Survey::Csat)
        .last();
    let comment = last.map(|rating| log.notes.get(rating.comment).trim());
    comment.unwrap_or_default().to_owned()
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        _ => String::new(),
    }
}
