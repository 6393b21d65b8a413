//! One conversation: who and where, and how its events are written.

use crate::base::time::{MINUTE, Millis};
use crate::sample::calendar;
use crate::sample::dice::Dice;
use crate::sample::people::{Channel, Crew, Customer, agent_name};
use crate::sample::phrase::{self, Setting, Slots};
use crate::sample::sheet::{Record, Sheet};
use crate::sample::texts::{Intent, LANGUAGES, Language, Lines};

/// What a conversation takes from its surroundings.
pub(crate) struct Stage<'a> {
    pub(crate) sheet: &'a mut Sheet,
    pub(crate) dice: &'a mut Dice,
    pub(crate) crew: &'a Crew,
    /// Numbers given to conversations, tickets, orders and bookings.
    pub(crate) serial: &'a mut u64,
}

/// Who began, and with whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    Customer,
    Bot,
    Agent,
    /// The customer wrote to the team, no bot in between.
    Inbox,
}

/// The names under which the events of the thread go.
pub(crate) struct Thread {
    id: u64,
    user: u64,
    channel: Channel,
    /// Told by customer and channel alone.
    pub(crate) loose: bool,
    /// The visitor is not known by any id.
    pub(crate) anonymous: bool,
    /// Times have milliseconds.
    fine: bool,
}

impl Thread {
    pub(crate) fn event<'s>(&self, sheet: &'s mut Sheet, at: Millis, kind: &str) -> Record<'s> {
        let at = if self.fine { at } else { at / 1000 * 1000 };
        let record = match self.channel {
            Channel::Sms => sheet.event_in_unix_time(at, kind),
            _ => sheet.event(at, kind),
        };
        if self.loose {
            record
                .short("user_id", b'u', self.user)
                .text("channel", self.channel.name())
        } else {
            record.short("conversation_id", b'c', self.id)
        }
    }
}

/// What has happened so far, as far as the rest depends on it.
#[derive(Default)]
pub(crate) struct Story {
    pub(crate) engaged: bool,
    pub(crate) handed: bool,
    pub(crate) agent: Option<u64>,
    /// How long the customer waited for an agent.
    pub(crate) wait: Option<Millis>,
    pub(crate) missed: bool,
    pub(crate) solved: bool,
    pub(crate) transferred: bool,
    pub(crate) clicked: Option<Millis>,
    pub(crate) over: bool,
}

/// A conversation being told.
pub(crate) struct Talk<'a> {
    pub(crate) stage: Stage<'a>,
    pub(crate) customer: &'a Customer,
    pub(crate) channel: Channel,
    pub(crate) opening: Opening,
    pub(crate) language: &'static Language,
    pub(crate) intent: &'static Intent,
    pub(crate) slots: Slots,
    pub(crate) thread: Thread,
    pub(crate) greeting_b: bool,
    pub(crate) start: Millis,
    pub(crate) now: Millis,
    pub(crate) story: Story,
    line: String,
}

const BOT_TAKES: [Millis; 6] = [600, 1_000, 1_400, 1_900, 2_700, 4_200];
const CUSTOMER_TAKES: [Millis; 7] = [6_000, 11_000, 17_000, 26_000, 41_000, 75_000, 210_000];
const AGENT_TAKES: [Millis; 7] = [9_000, 18_000, 28_000, 42_000, 63_000, 105_000, 260_000];

impl<'a> Talk<'a> {
    /// Casts a conversation that starts at `start`.
    pub(crate) fn new(stage: Stage<'a>, customer: &'a Customer, start: Millis) -> Talk<'a> {
        let dice = &mut *stage.dice;
        let channel = customer.channel(dice);
        let language = LANGUAGES[customer.home.language];
        let opening = opening(channel, language, customer, dice);
        let intent = intent(language, opening, dice);
        let setting = Setting {
            topic: intent.topic,
            weekday: calendar::weekday(calendar::day_of(start)),
            city: customer.city,
            currency: customer.home.currency,
            customer: customer.first,
        };
        let slots = Slots::new(&setting, dice);
        let phone = matches!(channel, Channel::Sms | Channel::Whatsapp);
        *stage.serial += 1;
        let thread = Thread {
            id: *stage.serial,
            user: customer.number,
            channel,
            loose: channel == Channel::Sms || (phone && customer.loose),
            anonymous: channel == Channel::Web && !customer.name_known && dice.chance(150),
            fine: dice.chance(120),
        };
        let greeting_b = dice.chance(500);
        stage.sheet.ascii = stage.dice.chance(60);
        Talk {
            stage,
            customer,
            channel,
            opening,
            language,
            intent,
            slots,
            thread,
            greeting_b,
            start,
            now: start,
            story: Story::default(),
            line: String::new(),
        }
    }

    pub(crate) fn dice(&mut self) -> &mut Dice {
        self.stage.dice
    }

    pub(crate) fn chance(&mut self, permille: u64) -> bool {
        self.stage.dice.chance(permille)
    }

    pub(crate) fn one(&mut self, lines: Lines) -> &'static str {
        self.stage.dice.pick(lines)
    }

    /// Lets as much time pass as a draw from `steps`.
    pub(crate) fn pass(&mut self, steps: &[Millis]) {
        self.now += self.stage.dice.spread(steps);
    }

    /// An event of the thread, now.
    pub(crate) fn event(&mut self, kind: &str) -> Record<'_> {
        self.thread.event(self.stage.sheet, self.now, kind)
    }

    /// As [`Talk::event`], by the agent in charge.
    pub(crate) fn event_by_agent(&mut self, kind: &str) -> Record<'_> {
        let agent = self.story.agent.unwrap_or_default();
        let (first, last) = agent_name(agent);
        self.line.clear();
        self.line.push_str(first);
        self.line.push(' ');
        self.line.push_str(last);
        let record = self.thread.event(self.stage.sheet, self.now, kind);
        record
            .short("agent_id", b'a', agent)
            .text("agent_name", &self.line)
    }

    fn said(&mut self, role: &str) -> Record<'_> {
        let record = self.thread.event(self.stage.sheet, self.now, "message");
        record.text("role", role).text("text", &self.line)
    }

    /// The bot says `line`.
    pub(crate) fn bot(&mut self, line: &str) -> Record<'_> {
        self.pass(&BOT_TAKES);
        self.slots.fill(line, &mut self.line);
        self.said("bot").text("bot_id", "nora")
    }

    /// The bot says `line` and how sure it is of it, from `least` hundredths.
    pub(crate) fn bot_surely(&mut self, line: &str, least: u64) -> Record<'_> {
        let sure = least + self.dice().below(30);
        self.bot(line).hundredths("confidence", sure as i64)
    }

    /// The customer says `line`, having read and typed.
    pub(crate) fn customer_says(&mut self, line: &str) {
        self.pass(&CUSTOMER_TAKES);
        if self.story.agent.is_some() && self.chance(150) {
            self.pass(&CUSTOMER_TAKES);
        }
        self.slots.fill(line, &mut self.line);
        phrase::slip(&mut self.line, self.stage.dice);
        self.customer_said();
    }

    /// The customer asks, with or without a greeting.
    pub(crate) fn customer_asks(&mut self, question: &str) {
        self.pass(&CUSTOMER_TAKES);
        let mut whole = String::new();
        self.slots.fill(question, &mut whole);
        self.line.clear();
        if self.channel == Channel::Email {
            let close = ["Kind regards", "Best", "Thanks in advance"];
            let close = if self.customer.home.language == 0 {
                self.dice().pick(&close)
            } else {
                "–"
            };
            let hello = self.one(self.language.openers).trim_end();
            for part in [
                hello,
                "\n\n",
                &whole,
                "\n\n",
                close,
                "\n",
                self.customer.first,
            ] {
                self.line.push_str(part);
            }
        } else {
            if self.chance(420) {
                let hello = self.one(self.language.openers);
                self.line.push_str(hello);
            }
            self.line.push_str(&whole);
            phrase::slip(&mut self.line, self.stage.dice);
        }
        self.customer_said();
    }

    fn customer_said(&mut self) {
        let first = !self.story.engaged;
        self.story.engaged = true;
        // What an agent began is not one of the bot's matters.
        let matter = first && self.opening != Opening::Agent;
        let mood = self.mood();
        let (topic, intent) = (self.intent.topic, self.intent.name);
        let named = first && !self.thread.anonymous && !self.thread.loose;
        let user = self.customer.number;
        let mut record = self.said("user");
        if matter {
            record = record.text("topic", topic).text("intent", intent);
        }
        if named {
            record = record.short("user_id", b'u', user);
        }
        if let Some(mood) = mood {
            record = record.hundredths("sentiment", mood);
        }
        record.end();
    }

    fn mood(&mut self) -> Option<i64> {
        if !self.chance(300) {
            return None;
        }
        let base = match (self.intent.topic, self.story.solved) {
            (_, true) => 55,
            ("complaint", _) => -55,
            _ if self.story.missed => -50,
            _ => 5,
        };
        Some(base + self.dice().between(0, 70) as i64 - 35)
    }

    /// The agent in charge says `line`.
    pub(crate) fn agent(&mut self, line: &str) -> Record<'_> {
        let (first, last) = agent_name(self.story.agent.unwrap_or_default());
        self.slots.agent = first;
        self.slots.fill(line, &mut self.line);
        let name = format!("{first} {last}");
        let agent = self.story.agent.unwrap_or_default();
        self.said("agent")
            .short("agent_id", b'a', agent)
            .text("agent_name", &name)
    }

    /// As [`Talk::agent`], after the time it takes to write it.
    pub(crate) fn agent_writes(&mut self, line: &str) -> Record<'_> {
        self.pass(&AGENT_TAKES);
        if self.channel == Channel::Email {
            self.now += self.stage.dice.between(1, 9) as Millis * MINUTE;
        }
        self.agent(line)
    }

    /// The system says `line`.
    pub(crate) fn system(&mut self, line: &str) {
        self.slots.fill(line, &mut self.line);
        self.said("system").end();
    }

    /// A new number for a ticket, order or booking.
    pub(crate) fn number(&mut self) -> u64 {
        *self.stage.serial += 1;
        *self.stage.serial
    }
}

fn opening(channel: Channel, language: &Language, customer: &Customer, dice: &mut Dice) -> Opening {
    let (bot, agent, inbox) = match channel {
        Channel::Web => (130, 0, 0),
        Channel::Whatsapp => (190, 18, 0),
        Channel::Messenger => (60, 10, 0),
        Channel::Sms => (250, 0, 0),
        Channel::Email => (0, 30, 420),
    };
    let sells = language
        .intents
        .iter()
        .any(|group| group.iter().any(|intent| intent.sells));
    let bot = if sells { bot } else { 0 };
    match dice.below(1000) {
        n if n < bot => Opening::Bot,
        n if n < bot + agent && customer.home.language == 0 => Opening::Agent,
        n if n < bot + agent + inbox => Opening::Inbox,
        _ => Opening::Customer,
    }
}

/// A bot that speaks first speaks of a product.
fn intent(language: &'static Language, opening: Opening, dice: &mut Dice) -> &'static Intent {
    let weight = |intent: &Intent| match opening {
        Opening::Bot if !intent.sells => 0,
        _ => intent.weight,
    };
    let whole = |group: &&'static [Intent]| group.iter().map(weight).sum();
    let group: &&'static [Intent] = dice.weigh(language.intents, whole);
    dice.weigh(group, weight)
}
