//! Plain logs of language models, as applications and gateways write them.
//!
//! A record is a request: `messages` with role and content, or `input` and
//! `output` (or `request` and `response`), and the id of a conversation,
//! thread, session, chat or trace. A record with a role and content of its
//! own is a single message. One conversation is one such id; where there is
//! none, a list of messages with an `id` is a conversation.
//!
//! Messages have their own time where one is given, else that of the record.

use crate::event::import::llm::message::{self, Message, Voice, is_message, speech, stamp};
use crate::event::import::llm::talks::{Request, Talks};
use crate::event::import::llm::{Score, rate};
use crate::event::import::{Format, Hints, Importer, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Requests with messages.
pub const MESSAGES: Format = Format {
    id: "llm_messages",
    name: "LLM messages",
    lists: &[],
    fits,
    importer: Some(|hints| {
        Box::new(Log {
            hints: hints.clone(),
            talks: Talks::default(),
        })
    }),
};

/// What a conversation is known by, the surest first.
const CONVERSATION: [&str; 10] = [
    "conversation_id",
    "conversationId",
    "thread_id",
    "threadId",
    "session_id",
    "sessionId",
    "chat_id",
    "chatId",
    "trace_id",
    "traceId",
];
const USER: [&str; 4] = ["user_id", "userId", "end_user", "user"];
const INPUT: [&str; 3] = ["messages", "request", "input"];
const OUTPUT: [&str; 3] = ["output", "response", "completion"];

fn fits(record: Node<'_>) -> u8 {
    let id = about(record, &CONVERSATION).id().is_some();
    let lists = [
        record.at("messages"),
        record.path(&["request", "messages"]),
        record.at("input"),
    ];
    let listed = lists
        .into_iter()
        .any(|list| list.items().first().copied().is_some_and(is_message));
    let pair = record.first(&INPUT).exists() && record.first(&OUTPUT).exists();
    // Native events have role and text as well, but their time is `ts`.
    let alone = record.at("role").exists() && is_message(record) && !record.at("ts").exists();
    match (listed, id) {
        (true, true) => 90,
        (true, false) => 60,
        (false, true) if pair || alone => 50,
        _ => 0,
    }
}

/// A field of a record or of its metadata.
fn about<'a>(record: Node<'a>, keys: &[&str]) -> Node<'a> {
    let own = record.first(keys);
    match own.exists() {
        true => own,
        false => record.at("metadata").first(keys),
    }
}

/// The requests of a file.
struct Log {
    hints: Hints,
    talks: Talks,
}

impl Importer for Log {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        let own = match record.at("messages").is_list() {
            true => record.at("id"),
            false => Node::default(),
        };
        let conversation = about(record, &CONVERSATION).id().or(own.id());
        let Some(conversation) = conversation else {
            return output.reject("conversation_id", Reason::NoConversation, "");
        };
        let alone = record.at("role").exists() && is_message(record);
        let said = match alone {
            true => (message::read(record, output).into_iter().collect(), vec![]),
            false => exchange(record, output),
        };
        let (input, answer) = said;
        let at = stamp(record).moment();
        let first = input.iter().chain(&answer).find_map(|message| message.at);
        let Some(at) = at.or(first) else {
            let text = stamp(record).text().unwrap_or_default();
            let reason = match text.is_empty() {
                true => Reason::Missing,
                false => Reason::NotATime,
            };
            return output.reject("timestamp", reason, &text);
        };
        for score in scores(record.at("scores")) {
            rate(&conversation, &score, at, &self.hints, output);
        }
        let request = Request {
            id: None,
            user: about(record, &USER).id().map(|user| user.into_owned()),
            at,
            end: record.first(&["end_time", "endTime"]).moment(),
            input,
            output: answer,
            alone,
        };
        let conversation = conversation.into_owned();
        self.talks.add(conversation, request, &self.hints);
    }

    fn end(&mut self, output: &mut Output) {
        self.talks.finish(output);
    }
}

/// What went in and what came out.
fn exchange(record: Node<'_>, output: &mut Output) -> (Vec<Message>, Vec<Message>) {
    let input = record.first(&INPUT);
    let answer = record.first(&OUTPUT);
    let said = [
        speech(input, Voice::User, output),
        speech(answer, Voice::Bot, output),
    ];
    if said
        .iter()
        .all(|said| said.as_ref().is_none_or(Vec::is_empty))
    {
        output.leave_out(
            "records without messages",
            "neither what went in nor what came out can be read as said",
        );
    }
    let [input, answer] = said.map(Option::unwrap_or_default);
    (input, answer)
}

/// Scores as a list of names and values, or as an object of them.
fn scores(scores: Node<'_>) -> Vec<Score<'_>> {
    let listed = scores.items().into_iter().map(Score::of);
    let named = scores.members().into_iter().map(|(name, value)| Score {
        name: Some(name),
        value,
        ..Score::default()
    });
    listed.chain(named).collect()
}
