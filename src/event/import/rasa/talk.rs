//! What one sender and the bot said, held back while it can still be undone.
//!
//! Rasa never deletes: `rewind` and `undo` are events like any other, and
//! take back what stands before them. `rewind` takes back the customer's last
//! message and all that followed; `undo` the bot's last action and all that
//! followed. Either can be repeated, so that nothing is certain before the
//! session ends; what happened before a session start or a restart stays.
//!
//! `action_default_fallback` ends with a rewind, so that Rasa forgets what it
//! did not understand. The customer was misunderstood nevertheless: that one
//! rewind takes nothing back.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap};

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::Output;
use crate::event::import::output::Draft;
use crate::event::json::Token;
use crate::event::tree::Node;

/// Actions and intents by which the bot says that it did not understand.
const FALLBACK_ACTIONS: [&str; 2] = ["action_default_fallback", "action_unlikely_intent"];
const FALLBACK_INTENTS: [&str; 2] = ["nlu_fallback", "out_of_scope"];

/// Why actions are left out.
pub(super) const ACTIONS: &str = "they are what the bot did, not what it said";

/// Something that was said.
#[derive(Default)]
pub(super) struct Said {
    pub(super) text: Option<String>,
    pub(super) intent: Option<String>,
    pub(super) confidence: Option<f64>,
    pub(super) channel: Option<String>,
    pub(super) bot: Option<String>,
}

/// Something that happened.
pub(super) enum What {
    /// A message of the customer, or one that stands for none.
    User(Option<Said>),
    Bot(Said),
    Agent(Said),
    Action(Action),
    Rating(Rating),
    SlotsReset,
}

/// Something that the bot did.
pub(super) struct Action {
    pub(super) name: String,
    /// What it said with it.
    pub(super) text: Option<String>,
    /// Whether it asks for a person.
    pub(super) asks: bool,
}

/// A slot that holds a rating, being set.
pub(super) struct Rating {
    pub(super) name: String,
    /// What was asked.
    pub(super) survey: &'static str,
    /// `None` takes the rating away.
    pub(super) score: Option<f64>,
    /// Taken over from the session before.
    pub(super) carried: bool,
}

/// Something that happened, and when.
pub(super) struct Step {
    at: Option<Moment>,
    id: Option<String>,
    what: What,
    /// It cannot be taken back.
    stays: bool,
}

impl Step {
    /// One that becomes no event.
    pub(super) fn unsaid(what: What) -> Step {
        Step {
            at: None,
            id: None,
            what,
            stays: false,
        }
    }

    fn is_user(&self) -> bool {
        matches!(self.what, What::User(_))
    }

    fn is_action(&self) -> bool {
        matches!(self.what, What::Action(_))
    }
}

/// How far a message of the customer has been understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Understood {
    /// As far as is known.
    Well,
    /// Not, and the next answer will say so.
    Not,
    /// Not, and an answer said so.
    Told,
}

/// One sender's talk with the bot.
pub(super) struct Talk {
    sender: String,
    /// What is not certain yet.
    pub(super) steps: Vec<Step>,
    /// Whether what the bot says is kept as events of its own.
    pub(super) bots: bool,
    /// Right after a session start: slots are taken over.
    pub(super) carries: bool,
    /// The time of the last event written.
    latest: Option<Moment>,
    /// Whether a conversation is under way.
    open: bool,
    understood: Understood,
    /// The scores that the slots have.
    scores: Vec<(String, f64)>,
    /// The hashes of the session's events, by those of kind and instant.
    events: HashMap<u64, Vec<u64>>,
    hasher: DefaultHashBuilder,
}

impl Talk {
    pub(super) fn new(sender: String, bots: bool) -> Talk {
        Talk {
            sender,
            steps: Vec::new(),
            bots,
            carries: false,
            latest: None,
            open: false,
            understood: Understood::Well,
            scores: Vec::new(),
            events: HashMap::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }

    pub(super) fn sender(&self) -> &str {
        &self.sender
    }

    /// Takes in what an event tells.
    pub(super) fn say(&mut self, at: Moment, event: Node<'_>, what: What) {
        if matches!(what, What::User(_) | What::Action(_)) {
            self.carries = false;
        }
        let id = self.id(event, "");
        self.steps.push(Step {
            at: Some(at),
            id,
            what,
            stays: false,
        });
    }

    /// Whether the event has not come before: brokers may send one twice.
    pub(super) fn is_new(&mut self, event: Node<'_>) -> bool {
        self.place(event).is_none_or(|(_, new)| new)
    }

    /// An id that the event has in every export: Rasa gives none to most.
    fn id(&mut self, event: Node<'_>, suffix: &str) -> Option<String> {
        let (place, _) = self.place(event)?;
        let mut id = self.stamp(event)? + suffix;
        if place > 0 {
            id.push_str(&format!("/{}", place + 1));
        }
        Some(id)
    }

    /// Which of the events of its kind and instant an event is, from 0, and
    /// whether it had no place before.
    fn place(&mut self, event: Node<'_>) -> Option<(usize, bool)> {
        let stamp = self.hasher.hash_one(self.stamp(event)?);
        let content = self.hasher.hash_one(event.source()?);
        let events = self.events.entry(stamp).or_default();
        match events.iter().position(|known| *known == content) {
            Some(place) => Some((place, false)),
            None => {
                events.push(content);
                Some((events.len() - 1, true))
            }
        }
    }

    fn stamp(&self, event: Node<'_>) -> Option<String> {
        let stamp = match event.at("timestamp").token() {
            Token::Number(stamp) => stamp.to_owned(),
            Token::Text(stamp) => stamp.cow().into_owned(),
            _ => return None,
        };
        let kind = event.at("event").text()?;
        Some(format!("{}/{stamp}/{kind}", self.sender))
    }

    /// Takes back the customer's last message and what followed.
    pub(super) fn rewind(&mut self, output: &mut Output) {
        let open = |step: &Step| !step.stays;
        let Some(user) = (self.steps.iter()).rposition(|step| step.is_user() && open(step)) else {
            return output.leave_out(
                "rewind events without a turn",
                "there is no message of the customer to take back",
            );
        };
        let last = self.steps[user..].iter().rfind(|step| step.is_action());
        let fell_back = |step: &Step| match &step.what {
            What::Action(action) => action.name == FALLBACK_ACTIONS[0] && open(step),
            _ => false,
        };
        if last.is_some_and(fell_back) {
            for step in &mut self.steps[user..] {
                step.stays = true;
            }
            return output.leave_out(
                "rewind events of fallbacks",
                "the customer was misunderstood nevertheless",
            );
        }
        self.take_back(user, output);
        // Before a message the bot listens: that is taken back with it.
        let listens = |step: &Step| match &step.what {
            What::Action(action) => action.name == "action_listen",
            _ => false,
        };
        if self.steps.last().is_some_and(listens) {
            self.take_back(self.steps.len() - 1, output);
        }
    }

    /// Takes back the bot's last action and what followed.
    pub(super) fn undo(&mut self, output: &mut Output) {
        let action = self.steps.iter().rposition(Step::is_action);
        match action.filter(|&action| !self.steps[action].stays) {
            Some(action) => self.take_back(action, output),
            None => output.leave_out(
                "undo events without an action",
                "there is nothing to take back",
            ),
        }
    }

    fn take_back(&mut self, from: usize, output: &mut Output) {
        let (stay, gone) = (self.steps.drain(from..)).partition::<Vec<_>, _>(|step| step.stays);
        self.steps.extend(stay);
        for step in gone {
            match step.what {
                What::User(Some(_)) | What::Bot(_) | What::Agent(_) => {
                    output.leave_out("undone messages", "a rewind or undo takes them back");
                }
                What::Action(_) => output.leave_out("actions", ACTIONS),
                What::Rating(_) => {
                    output.leave_out("undone ratings", "a rewind or undo takes them back");
                }
                What::User(None) | What::SlotsReset => {}
            }
        }
    }

    /// Ends the conversation under way where its last event was: what comes
    /// next only says that it is over.
    pub(super) fn end_session(&mut self, event: Node<'_>, output: &mut Output) {
        self.flush(output);
        if let (true, Some(latest)) = (self.open, self.latest) {
            self.close_at(latest, event, output);
        }
    }

    pub(super) fn start_session(&mut self, at: Moment, event: Node<'_>, output: &mut Output) {
        self.end_session(event, output);
        self.forget(event);
        self.carries = true;
        let id = self.id(event, "");
        self.begin(Kind::ConversationStarted, at, id, output);
        self.open = true;
    }

    /// Ends the conversation under way for good.
    pub(super) fn close(&mut self, at: Moment, event: Node<'_>, output: &mut Output) {
        self.flush(output);
        match self.open {
            true => self.close_at(at, event, output),
            false => output.leave_out("restarts without a conversation", "there is nothing to end"),
        }
        self.forget(event);
    }

    fn close_at(&mut self, at: Moment, event: Node<'_>, output: &mut Output) {
        let id = self.id(event, "/closed");
        self.begin(Kind::Closed, at, id, output);
        self.open = false;
    }

    /// Forgets what matters to one session only.
    fn forget(&mut self, boundary: Node<'_>) {
        self.scores.clear();
        self.events.clear();
        self.place(boundary);
    }

    /// Writes what can no longer be taken back.
    pub(super) fn flush(&mut self, output: &mut Output) {
        for step in std::mem::take(&mut self.steps) {
            let Step { at, id, what, .. } = step;
            match (what, at) {
                (What::User(said), at) => {
                    self.end_turn(output);
                    if let (Some(said), Some(at)) = (said, at) {
                        let intent = said.intent.as_deref().unwrap_or_default();
                        let known = !FALLBACK_INTENTS.contains(&intent);
                        self.understood = match known {
                            true => Understood::Well,
                            false => Understood::Not,
                        };
                        self.message("user", at, id, said, output);
                    }
                }
                (What::Bot(said), Some(at)) => self.message("bot", at, id, said, output),
                (What::Agent(said), Some(at)) => self.message("agent", at, id, said, output),
                (What::Action(action), at) => self.act(action, at, id, output),
                (What::Rating(slot), Some(at)) => self.rate(slot, at, id, output),
                (What::SlotsReset, _) => self.scores.clear(),
                _ => {}
            }
        }
        self.end_turn(output);
    }

    /// The customer's message is as well understood as it will be.
    fn end_turn(&mut self, output: &mut Output) {
        if self.understood == Understood::Not {
            output.leave_out(
                "fallbacks without an answer",
                "a fallback is told by the message that the bot answers with",
            );
        }
        self.understood = Understood::Well;
    }

    /// Begins an event of the sender's; no time goes backwards.
    fn begin<'o>(
        &mut self,
        kind: Kind,
        at: Moment,
        id: Option<String>,
        output: &'o mut Output,
    ) -> Draft<'o> {
        let at = match self.latest {
            Some(latest) if at.nearly() < latest.nearly() => latest,
            _ => at,
        };
        self.latest = Some(at);
        output
            .event(kind, at)
            .text(Slot::Id, id.as_deref())
            .text(Slot::ConversationId, Some(&self.sender))
            .text(Slot::UserId, Some(&self.sender))
    }

    fn message(
        &mut self,
        role: &str,
        at: Moment,
        id: Option<String>,
        said: Said,
        output: &mut Output,
    ) {
        self.open = true;
        let fallback = role == "bot" && self.understood == Understood::Not;
        if fallback {
            self.understood = Understood::Told;
        }
        self.begin(Kind::Message, at, id, output)
            .text(Slot::BotId, said.bot.as_deref())
            .text(Slot::Channel, said.channel.as_deref())
            .text(Slot::Intent, said.intent.as_deref())
            .word(Slot::Role, role)
            .text(Slot::Text, said.text.as_deref())
            .flag(Slot::Fallback, fallback)
            .number(Slot::Confidence, said.confidence);
    }

    fn act(&mut self, action: Action, at: Option<Moment>, id: Option<String>, output: &mut Output) {
        let Action { name, text, asks } = action;
        let fell_back = FALLBACK_ACTIONS.contains(&&*name);
        if fell_back && self.understood == Understood::Well {
            self.understood = Understood::Not;
        }
        let speaks = text.is_some() || name.starts_with("utter_") || name == FALLBACK_ACTIONS[0];
        let speaks = speaks && !self.bots;
        let Some(at) = at.filter(|_| speaks || asks) else {
            if !fell_back {
                output.leave_out("actions", ACTIONS);
            }
            return;
        };
        if speaks {
            let said = Said {
                text: text.or(Some(name)),
                ..Said::default()
            };
            self.message("bot", at, id.clone(), said, output);
        }
        if asks {
            self.open = true;
            let id = id.map(|id| id + "/handoff");
            self.begin(Kind::Handoff, at, id, output)
                .word(Slot::Status, "requested");
        }
    }

    fn rate(&mut self, slot: Rating, at: Moment, id: Option<String>, output: &mut Output) {
        let Rating {
            name,
            survey,
            score,
            carried,
        } = slot;
        let known = self.scores.iter().position(|(known, _)| *known == name);
        let before = known.map(|known| self.scores.swap_remove(known).1);
        let Some(score) = score else {
            return;
        };
        if carried || before == Some(score) {
            output.leave_out(
                "rating slots set anew",
                "they are set to what they were; the rating counts once",
            );
        } else {
            self.begin(Kind::Rating, at, id, output)
                .word(Slot::Kind, survey)
                .number(Slot::Score, Some(score));
        }
        self.scores.push((name, score));
    }
}
