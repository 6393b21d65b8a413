//! Logs of language models: requests with the messages that went in and
//! came out.
//!
//! Three formats log them, each a file of its own: plain objects with
//! messages ([`messages`]), Langfuse's traces ([`langfuse`]) and
//! OpenTelemetry's spans ([`opentelemetry`]). What they share is here:
//! `message` reads one message in the forms that the model APIs have given
//! it, and `talks` puts a conversation together from its requests. A model
//! remembers nothing, so each request tells the whole conversation again:
//! what an earlier request told is not said twice.
//!
//! In all three, role user is the customer and assistant the bot; system and
//! tool messages are the platform's. A call of a tool whose name says so asks
//! for a person, and scores with known names are ratings; a mapping may give
//! the names of both.

pub mod langfuse;
mod message;
pub mod messages;
pub mod opentelemetry;
mod talks;

use std::borrow::Cow;

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::output::Stamp;
use crate::event::import::{Hints, Output};
use crate::event::tree::Node;

/// What the names of tools that ask for a person have in them. Tools named
/// `handoff` mostly pass on to another program, and are not meant.
const HANDOFF_TOOLS: [&str; 4] = ["to_human", "human_handoff", "human_agent", "live_agent"];

/// The names of scores that are ratings.
const SCORES: [&str; 4] = ["csat", "rating", "ces", "nps"];

/// What somebody or something thinks of a conversation.
#[derive(Default)]
struct Score<'a> {
    id: Node<'a>,
    name: Option<Cow<'a, str>>,
    value: Node<'a>,
    comment: Node<'a>,
    /// When it was given.
    at: Node<'a>,
}

impl<'a> Score<'a> {
    fn of(score: Node<'a>) -> Score<'a> {
        Score {
            id: score.at("id"),
            name: score.at("name").text(),
            // Categories have a number too, which is no score.
            value: match score.first(&["dataType", "data_type"]) {
                kind if kind.exists() && !kind.is("NUMERIC") => Node::default(),
                _ => score.at("value"),
            },
            comment: score.at("comment"),
            at: score.first(&["timestamp", "createdAt", "created_at"]),
        }
    }
}

/// Writes a score as a rating of the conversation, if its name is known. `at`
/// is the time of one that has none.
fn rate(conversation: &str, score: &Score<'_>, at: Moment, hints: &Hints, output: &mut Output) {
    let name = score.name.as_deref().unwrap_or_default();
    let survey = hints.survey(name, &SCORES);
    let (Some(survey), Some(value)) = (survey, score.value.number()) else {
        return output.leave_out(
            "scores",
            "they are no numbers, or their names are not known to be those of ratings",
        );
    };
    let at = match score.at.exists() {
        true => Stamp::Source(score.at),
        false => Stamp::Read(at),
    };
    output
        .event(Kind::Rating, at)
        .node(Slot::Id, score.id)
        .text(Slot::ConversationId, Some(conversation))
        .word(Slot::Kind, survey)
        .number(Slot::Score, Some(value))
        .text(Slot::Comment, score.comment.text().as_deref());
}
