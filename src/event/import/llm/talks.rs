//! Puts conversations together from requests that each tell the whole
//! conversation so far, or its last part, or only what is new.
//!
//! The requests are kept until the file ends, because logs are not in order:
//! services list the newest first, and spans are logged when they end. Of
//! each request only the numbers of its messages are kept, so that a
//! conversation told a hundred times is held once.

use core::hash::BuildHasher;
use std::collections::BTreeMap;

use hashbrown::{DefaultHashBuilder, HashMap, HashSet};

use crate::base::moment::Moment;
use crate::base::order;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::llm::HANDOFF_TOOLS;
use crate::event::import::llm::message::{Call, Message, Voice};
use crate::event::import::output::Draft;
use crate::event::import::{Hints, Output};

/// One request to a model, or what stands for one.
pub(super) struct Request {
    /// Names it, where nothing else has the name.
    pub(super) id: Option<String>,
    pub(super) user: Option<String>,
    pub(super) at: Moment,
    /// When the answer was complete.
    pub(super) end: Option<Moment>,
    pub(super) input: Vec<Message>,
    pub(super) output: Vec<Message>,
    /// Whether it tells only what is new.
    pub(super) alone: bool,
}

/// A request as it is kept.
struct Kept {
    id: Option<String>,
    user: Option<String>,
    at: Moment,
    end: Moment,
    lines: Vec<Line>,
    alone: bool,
}

/// A message or a call as it is kept.
struct Line {
    what: What,
    /// Number of the text.
    text: Option<u32>,
    key: u64,
    id: Option<String>,
    at: Option<Moment>,
    /// Whether the model said it in this request.
    is_output: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Spoken(Voice),
    /// Of the platform's: counts in no metric.
    System,
    /// A call that asks for a person.
    Handoff,
}

/// The requests of a file, by conversation.
#[derive(Default)]
pub(super) struct Talks {
    talks: BTreeMap<String, Vec<Kept>>,
    texts: Vec<String>,
    numbers: HashMap<u64, u32>,
    hasher: DefaultHashBuilder,
}

impl Talks {
    /// Takes a request in.
    pub(super) fn add(&mut self, conversation: String, request: Request, hints: &Hints) {
        let mut lines = Vec::new();
        let mut users = 0;
        for (messages, is_output) in [(request.input, false), (request.output, true)] {
            for message in messages {
                users += u32::from(message.voice == Voice::User);
                lines.extend(self.line(&message, is_output));
                for call in message.calls {
                    if hints.is_handoff(&call.name, asks_for_a_person) {
                        lines.push(self.handoff(call, message.at, users, is_output));
                    }
                }
            }
        }
        let kept = Kept {
            id: request.id,
            user: request.user,
            at: request.at,
            end: request.end.unwrap_or(request.at),
            lines,
            alone: request.alone,
        };
        self.talks.entry(conversation).or_default().push(kept);
    }

    /// What a message says, if anything.
    fn line(&mut self, message: &Message, is_output: bool) -> Option<Line> {
        let what = match (message.is_spoken(), message.voice) {
            (true, voice) => What::Spoken(voice),
            (false, Voice::System) if message.text.is_some() => What::System,
            _ => return None,
        };
        let text = message.text.as_deref().unwrap_or_default();
        Some(Line {
            what,
            key: self.hasher.hash_one((message.voice, text.trim())),
            text: (!text.is_empty()).then(|| self.number(text)),
            id: message.id.clone(),
            at: message.at,
            is_output,
        })
    }

    /// A call that asks for a person, after so many messages of the customer.
    fn handoff(&self, call: Call, at: Option<Moment>, users: u32, is_output: bool) -> Line {
        let key = match &call.id {
            Some(id) => self.hasher.hash_one(id),
            None => self.hasher.hash_one((&call.name, users)),
        };
        Line {
            what: What::Handoff,
            text: None,
            key,
            id: call.id,
            at,
            is_output,
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        *self.numbers.entry(hash).or_insert_with(|| {
            self.texts.push(text.to_owned());
            self.texts.len() as u32 - 1
        })
    }

    /// Writes the conversations.
    pub(super) fn finish(&mut self, output: &mut Output) {
        for (conversation, requests) in std::mem::take(&mut self.talks) {
            let requests = order::sorted(requests, |a, b| a.at.nearly().cmp(&b.at.nearly()));
            let mut talk = Talk {
                conversation: &conversation,
                texts: &self.texts,
                history: History::default(),
                seen: HashSet::new(),
                latest: None,
            };
            for request in &requests {
                talk.write(request, output);
            }
        }
        self.texts.clear();
        self.numbers.clear();
    }
}

/// Whether a tool that the mapping says nothing of asks for a person.
fn asks_for_a_person(tool: &str) -> bool {
    HANDOFF_TOOLS.iter().any(|part| tool.contains(part))
}

/// A conversation being written.
struct Talk<'a> {
    conversation: &'a str,
    texts: &'a [String],
    history: History,
    /// System messages and calls that were written.
    seen: HashSet<u64>,
    latest: Option<Moment>,
}

impl Talk<'_> {
    fn write(&mut self, request: &Kept, output: &mut Output) {
        let spoken = |is_output| {
            let lines = request.lines.iter();
            let lines = lines.filter(move |line| line.is_output == is_output);
            lines.filter_map(|line| match line.what {
                What::Spoken(voice) => Some((voice, line.key)),
                _ => None,
            })
        };
        let input: Vec<_> = spoken(false).collect();
        let answer: Vec<_> = spoken(true).collect();
        let known = self.history.take(&input, &answer, request.alone);
        let mut place = 0;
        for (number, line) in request.lines.iter().enumerate() {
            let new = match line.what {
                What::Spoken(_) => {
                    place += 1;
                    place > known
                }
                _ => self.seen.insert(line.key),
            };
            match new {
                true => self.line(request, number, line, output),
                false if matches!(line.what, What::Spoken(_)) => output.leave_out(
                    "messages told again",
                    "an earlier request of the conversation has them",
                ),
                false => {}
            }
        }
    }

    fn line(&mut self, request: &Kept, number: usize, line: &Line, output: &mut Output) {
        let own = match &line.id {
            Some(id) => Some(format!("{}/{id}", self.conversation)),
            None => (request.id.as_ref()).map(|id| format!("{id}/{number}")),
        };
        let text = line.text.and_then(|text| self.texts.get(text as usize));
        let at = self.time(request, line);
        let begin = |kind, output| -> Draft<'_> {
            let output: &mut Output = output;
            output
                .event(kind, at)
                .text(Slot::ConversationId, Some(self.conversation))
                .text(Slot::UserId, request.user.as_deref())
        };
        match line.what {
            What::Handoff => {
                begin(Kind::Handoff, output)
                    .text(Slot::Id, own.map(|id| id + "/handoff").as_deref())
                    .word(Slot::Status, "requested");
            }
            What::Spoken(voice) => {
                begin(Kind::Message, output)
                    .text(Slot::Id, own.as_deref())
                    .word(Slot::Role, voice.role())
                    .text(Slot::Text, text.map(String::as_str));
            }
            What::System => {
                begin(Kind::Message, output)
                    .text(Slot::Id, own.as_deref())
                    .word(Slot::Role, Voice::System.role())
                    .text(Slot::Text, text.map(String::as_str));
            }
        }
    }

    /// When a line was said: its own time, or that of the request, which
    /// never goes backwards.
    fn time(&mut self, request: &Kept, line: &Line) -> Moment {
        let request = match line.is_output {
            true => request.end,
            false => request.at,
        };
        let at = match (line.at, self.latest) {
            (Some(own), _) => own,
            (None, Some(latest)) if request.nearly() < latest.nearly() => latest,
            _ => request,
        };
        let latest = self.latest.filter(|latest| latest.nearly() > at.nearly());
        self.latest = latest.or(Some(at));
        at
    }
}

/// Who said what in a conversation so far: voices and hashes of texts.
#[derive(Default)]
struct History {
    said: Vec<(Voice, u64)>,
    /// Some request told again what was known, and went on.
    repeats: bool,
    /// Some request told only what was new.
    separate: bool,
}

impl History {
    /// Takes in what a request tells; gives how many of its first messages,
    /// answers included, were known.
    fn take(&mut self, input: &[(Voice, u64)], answer: &[(Voice, u64)], alone: bool) -> usize {
        let mut known = if alone { 0 } else { self.known(input) };
        // A customer who says again what the conversation began with.
        let whole = known == input.len() && known < self.said.len();
        if whole && self.separate && !self.repeats {
            known = 0;
        }
        if self.said.is_empty() || alone {
        } else if known == 0 {
            self.separate = true;
        } else if input.len() > known {
            self.repeats = true;
        }
        let goes_on = input[known..].iter().chain(answer);
        let known_from_start = known > 0 && self.starts_with(&input[..known]);
        if known_from_start && self.said[known..].starts_with(answer) && known == input.len() {
            return known + answer.len();
        }
        if known_from_start {
            self.said.truncate(known);
        }
        self.said.extend(goes_on);
        known
    }

    /// How many of the first messages are those that the conversation began
    /// with; or, where it began otherwise, those that it ended with.
    fn known(&self, input: &[(Voice, u64)]) -> usize {
        let from_start = self.common(input);
        if from_start > 0 {
            return from_start;
        }
        let most = input.len().min(self.said.len());
        let ends = |count: &usize| self.said.ends_with(&input[..*count]);
        let overlap = (1..=most).rev().find(ends).unwrap_or(0);
        // One message alone may as well have been said twice.
        let customer = input
            .first()
            .is_some_and(|(voice, _)| *voice == Voice::User);
        match overlap {
            1 if customer => 0,
            overlap => overlap,
        }
    }

    fn common(&self, input: &[(Voice, u64)]) -> usize {
        let both = self.said.iter().zip(input);
        // An answer of the bot at the same place is the same answer, even
        // where the application has put it in other words since.
        let differs = |(said, told): (&(Voice, u64), &(Voice, u64))| {
            said != told && (said.0, told.0) != (Voice::Bot, Voice::Bot)
        };
        if self.said.first() != input.first() {
            return 0;
        }
        let both_end = self.said.len().min(input.len());
        both.map(differs)
            .position(|differs| differs)
            .unwrap_or(both_end)
    }

    fn starts_with(&self, input: &[(Voice, u64)]) -> bool {
        self.common(input) == input.len()
    }
}

#[cfg(test)]
mod tests {
    use super::History;
    use crate::event::import::llm::message::Voice::{Bot, User};

    /// What a history takes for new of each request: input and answer.
    fn new(requests: &[(&[u64], &[u64])]) -> Vec<usize> {
        let mut history = History::default();
        // Odd numbers are the customer's, even ones the bot's.
        let voiced = |said: &[u64]| -> Vec<_> {
            let voice = |said| if said % 2 == 1 { User } else { Bot };
            said.iter().map(|&said| (voice(said), said)).collect()
        };
        let mut take = |(input, answer): &(&[u64], &[u64])| {
            let known = history.take(&voiced(input), &voiced(answer), false);
            input.len() + answer.len() - known
        };
        requests.iter().map(&mut take).collect()
    }

    #[test]
    fn what_was_told_before_is_not_new() {
        let told_again = new(&[(&[1], &[2]), (&[1, 2, 3], &[4]), (&[1, 2, 3, 4, 5], &[])]);
        assert_eq!(told_again, [2, 2, 1]);
        let asked_again = new(&[(&[1], &[2]), (&[1], &[2]), (&[1], &[4]), (&[1, 4, 1], &[2])]);
        assert_eq!(asked_again, [2, 0, 1, 2]);
        let last_part = new(&[(&[1, 2, 3, 4, 5], &[6]), (&[4, 5, 6, 7], &[8])]);
        assert_eq!(last_part, [6, 2]);
        let reworded = new(&[(&[1], &[2]), (&[1, 4, 3], &[6])]);
        assert_eq!(reworded, [2, 2]);
        let edited = new(&[
            (&[1, 2, 3], &[4]),
            (&[1, 2, 5], &[4]),
            (&[1, 2, 5, 4, 7], &[]),
        ]);
        assert_eq!(edited, [4, 2, 1]);
        let separate = new(&[(&[1], &[2]), (&[3], &[2]), (&[1], &[2]), (&[3], &[])]);
        assert_eq!(separate, [2, 2, 2, 1]);
    }

    #[test]
    fn however_often_texts_repeat_each_message_counts_once() {
        let mut state = 7_u64;
        let mut random = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        for _ in 0..500 {
            let turns = 1 + random(8) as usize;
            let said: Vec<u64> = (0..2 * turns)
                .map(|place| 2 * random(3) + 1 - (place as u64 % 2))
                .collect();
            let requests: Vec<(&[u64], &[u64])> = (0..turns)
                .map(|turn| (&said[..2 * turn + 1], &said[2 * turn + 1..2 * turn + 2]))
                .collect();
            assert_eq!(new(&requests), vec![2; turns], "{said:?}");
        }
    }
}
