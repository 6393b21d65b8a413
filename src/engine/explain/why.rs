//! The reason of each fact: the event, the time or the setting that made it
//! so.

use crate::base::time::Millis;
use crate::conversation::draft::Evidence;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Facts, Survey};
use crate::engine::explain::words::{actor, count, length};
use crate::event::kind::{LEAD_STAGES, Role};
use crate::event::log::flag;
use crate::event::{Event, Field, Kind};
use crate::metric::define::contact_window;
use crate::metric::{Condition, Ground};

/// Everything at hand to give reasons for one conversation.
pub(super) struct Why<'a> {
    pub(super) conversations: &'a Conversations,
    pub(super) row: usize,
    pub(super) evidence: Evidence,
    /// Number in the log, event and instant, in order.
    pub(super) events: Vec<(u32, Event, Millis)>,
}

impl<'a> Why<'a> {
    pub(super) fn new(conversations: &'a Conversations, row: usize) -> Why<'a> {
        let numbers = conversations.stretches.get(row).into_iter();
        let event = |index: u32| conversations.log.events.get(index);
        Why {
            conversations,
            row,
            evidence: conversations.evidence(row),
            events: numbers
                .map(|index| (index, event(index), conversations.time_of(index)))
                .collect(),
        }
    }

    /// A condition and its reason as one sentence.
    pub(super) fn sentence(&self, condition: &Condition) -> String {
        let reason = condition.ground.and_then(|ground| self.because(ground));
        match reason {
            None => condition.says.clone(),
            Some(reason) => format!("{}: {reason}", condition.says),
        }
    }

    /// Why what a condition looks at is as it is; `None` where there is
    /// nothing to add.
    pub(super) fn because(&self, ground: Ground) -> Option<String> {
        match ground {
            Ground::Flag(flag) => self.because_of_flag(flag),
            Ground::Handoff => self.handoff(),
            Ground::Outcome => Some(self.outcome()),
            Ground::Rating(survey) => self.rating(survey),
            Ground::ContactWindow => Some(self.window()),
            Ground::NextContact => {
                Some(self.next(self.facts().next_contacts.get(self.row), "customer"))
            }
            Ground::NextInThread => {
                Some(self.next(self.facts().next_in_thread.get(self.row), "thread"))
            }
            Ground::Wait => self.wait(),
            Ground::Fallbacks => self.fallbacks(),
            Ground::Canned => {
                let canned = self.facts().canned_messages.count(self.row);
                (canned > 0).then(|| count(canned, "canned reply", "canned replies"))
            }
            Ground::Tags => self.list(Dimension::Tag),
            Ground::Agents => self.agents(),
        }
    }

    fn because_of_flag(&self, flag: u32) -> Option<String> {
        match flag {
            is::ENGAGED => self.engaged(),
            is::PROACTIVE => Some(self.begun()),
            is::WITH_USER => self.messages(Role::User),
            is::WITH_BOT => self.messages(Role::Bot),
            is::WITH_AGENT => self.messages(Role::Agent),
            is::CLOSED | is::CLOSED_BY_EVENT | is::CLOSED_BY_AGENT => Some(self.closed()),
            is::RESOLVED => Some(self.resolved()),
            is::HUMAN_DUE => Some(self.human_due()),
            is::MISSED => self.missed(),
            is::TRANSFERRED => self.first(Kind::Transferred, "transferred"),
            is::USER_LAST => Some(self.last_word()),
            is::GOAL => self.list(Dimension::Goal),
            is::LEAD => self.first(Kind::Lead, "a lead"),
            is::QUALIFIED => self.qualified(),
            is::BOOKED => self.first(Kind::Booking, "a booking"),
            is::CREDITED => self.credited(),
            is::CSAT_SENT => self.first(Kind::SurveySent, "a survey was sent"),
            is::THREAD_LAST => {
                let next = self.facts().next_in_thread.get(self.row)?;
                Some(self.next(Some(next), "thread"))
            }
            _ => None,
        }
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.conversations.facts
    }

    pub(super) fn has(&self, flag: u32) -> bool {
        self.facts().has(self.row, flag)
    }

    /// The local time of an instant, with the date where it is not that of
    /// the start.
    pub(super) fn at(&self, at: Millis) -> String {
        let zone = &self.conversations.zone;
        let text = zone.rfc3339(at);
        let time = text.get(11..19).unwrap_or_default();
        match zone.date(at) == zone.date(self.facts().starts[self.row]) {
            true => time.to_owned(),
            false => format!("{} {time}", zone.date(at)),
        }
    }

    /// The key of a dimension with at most one value.
    pub(super) fn label(&self, dimension: Dimension) -> Option<String> {
        let codes = self.conversations.codes(dimension, self.row);
        let code = codes.as_slice().first().copied()?;
        Some(self.conversations.label(dimension, code))
    }

    fn list(&self, dimension: Dimension) -> Option<String> {
        let codes = self.conversations.codes(dimension, self.row);
        let labels: Vec<String> = codes
            .as_slice()
            .iter()
            .map(|&code| self.conversations.label(dimension, code))
            .collect();
        (!labels.is_empty()).then(|| labels.join(", "))
    }

    /// How the customer is called.
    pub(super) fn customer(&self) -> String {
        let names = &self.conversations.log.names;
        let profiles = &self.conversations.profiles;
        let name = profiles.names.get(self.row);
        let email = profiles.emails.get(self.row);
        let user = self.facts().user(self.row);
        let known: Vec<&str> = [
            name.map(|code| names.of(Field::UserName).get(code)),
            email.map(|code| names.of(Field::UserEmail).get(code)),
            user.map(|code| names.of(Field::User).get(code)),
        ]
        .into_iter()
        .flatten()
        .collect();
        match known.as_slice() {
            [] => "Anonymous".to_owned(),
            [one] => (*one).to_owned(),
            [first, rest @ ..] => format!("{first} ({})", rest.join(", ")),
        }
    }

    fn first(&self, kind: Kind, what: &str) -> Option<String> {
        let first = self.events.iter().find(|(_, event, _)| event.kind == kind);
        first.map(|&(_, _, at)| format!("{what} at {}", self.at(at)))
    }

    fn engaged(&self) -> Option<String> {
        if let Some(at) = self.evidence.first_user {
            return Some(format!("the customer wrote at {}", self.at(at)));
        }
        let at = self.at(self.evidence.first_agent?);
        Some(
            match (
                self.has(is::ENGAGED),
                self.conversations.settings.agent_engages,
            ) {
                (true, _) => format!("an agent wrote at {at}"),
                (_, true) => format!("only a welcome of an agent at {at}"),
                (_, false) => format!("only an agent wrote, at {at}, and agent_engages is off"),
            },
        )
    }

    fn begun(&self) -> String {
        let mut started = self.events.iter();
        let started = started.find(|(_, event, _)| event.kind == Kind::ConversationStarted);
        match started {
            None => "no event says who began it".to_owned(),
            Some((_, event, at)) => {
                let by = if self.has(is::PROACTIVE) {
                    Role::of(event.detail)
                } else {
                    Role::User
                };
                format!("begun by {} at {}", actor(by), self.at(*at))
            }
        }
    }

    fn messages(&self, role: Role) -> Option<String> {
        let facts = self.facts();
        let messages = match role {
            Role::User => &facts.user_messages,
            Role::Bot => &facts.bot_messages,
            _ => &facts.agent_messages,
        };
        let number = messages.count(self.row);
        let first = self.events.iter().find(|(_, event, _)| {
            event.kind == Kind::Message && event.detail == role as u8 && !event.has(flag::PRIVATE)
        });
        let (_, _, at) = first?;
        let messages = count(number, "message", "messages");
        Some(format!("{messages}, the first at {}", self.at(*at)))
    }

    fn qualified(&self) -> Option<String> {
        let stage = |name: &str| LEAD_STAGES.iter().position(|stage| *stage == name);
        let qualified = stage("qualified").map(|stage| stage as u8);
        let mut leads = self.events.iter();
        let lead =
            leads.find(|(_, event, _)| event.kind == Kind::Lead && Some(event.detail) == qualified);
        lead.map(|&(_, _, at)| format!("qualified at {}", self.at(at)))
    }

    fn credited(&self) -> Option<String> {
        let conversations = self.conversations;
        let orders = conversations.stretches.credited.get(self.row).iter();
        let told: Vec<String> = orders
            .map(|credited| {
                let made = self.at(conversations.time_of(credited.order));
                match credited.touch {
                    Some(touch) => format!(
                        "the order of {made}, by the {} at {}",
                        match conversations.log.events.get(touch).kind {
                            Kind::ProductClick => "product click",
                            _ => "message",
                        },
                        self.at(conversations.time_of(touch))
                    ),
                    None => format!("the order of {made}, which names this conversation"),
                }
            })
            .collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    fn rating(&self, survey: Survey) -> Option<String> {
        let ratings = &self.conversations.log.ratings;
        let of_survey = |event: &Event| {
            event.kind == Kind::Rating && ratings[event.payload as usize].survey == survey
        };
        let last = self.events.iter().rfind(|(_, event, _)| of_survey(event));
        if let Some((_, event, at)) = last {
            let score = ratings[event.payload as usize].score;
            let of = if survey == Survey::Nps { 10 } else { 5 };
            return Some(format!(
                "{score} of {of} at {}, the last answer",
                self.at(*at)
            ));
        }
        let asked = self
            .events
            .iter()
            .find(|(_, event, _)| event.kind == Kind::SurveySent && event.detail == survey as u8);
        asked.map(|&(_, _, at)| format!("asked at {}, not answered", self.at(at)))
    }

    fn window(&self) -> String {
        let conversations = self.conversations;
        let end = self.facts().end(self.row);
        let window = contact_window(conversations);
        format!(
            "{} after its end is {}, now is {}",
            length(window),
            self.at(end.saturating_add(window)),
            self.at(conversations.as_of)
        )
    }

    fn next(&self, after: Option<Millis>, whose: &str) -> String {
        let end = self.facts().end(self.row);
        match after {
            None => format!("the {whose} has no later conversation"),
            Some(after) => format!(
                "the {whose}’s next conversation starts at {}, {} after the end",
                self.at(end + after),
                length(after)
            ),
        }
    }

    fn fallbacks(&self) -> Option<String> {
        let first = *self.evidence.fallbacks.first()?;
        let number = self.evidence.fallbacks.len() as i64;
        Some(format!(
            "{}, the first at {}",
            count(number, "fallback", "fallbacks"),
            self.at(self.conversations.time_of(first))
        ))
    }
}
