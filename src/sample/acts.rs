//! How a conversation goes: who opens it, what the bot makes of it, its close.

use crate::base::time::{MINUTE, Millis, SECOND};
use crate::sample::calendar;
use crate::sample::desk::FIRST_RESPONSE;
use crate::sample::people::Channel;
use crate::sample::talk::{Opening, Talk};
use crate::sample::texts::FOLLOW_UP;

const MAIL_RESPONSE: [Millis; 6] = [
    3 * MINUTE,
    9 * MINUTE,
    20 * MINUTE,
    48 * MINUTE,
    110 * MINUTE,
    300 * MINUTE,
];

impl Talk<'_> {
    /// Tells the whole conversation; returns when its last word was said.
    pub(crate) fn tell(&mut self) -> Millis {
        if self.channel == Channel::Web {
            self.visit();
        }
        self.open();
        match self.opening {
            Opening::Agent => self.agent_follows_up(),
            Opening::Inbox => self.inbox(),
            Opening::Bot | Opening::Customer => self.bot_desk(),
        }
        let end = self.now;
        self.aftermath();
        end
    }

    fn open(&mut self) {
        if self.opening == Opening::Inbox && self.chance(500) {
            return;
        }
        let by = match self.opening {
            Opening::Bot => Some("bot"),
            Opening::Agent => Some("agent"),
            // The default is left out as often as not.
            Opening::Customer | Opening::Inbox => self.chance(500).then_some("user"),
        };
        let device = self.device();
        let campaign = self.campaign();
        let page = (self.channel == Channel::Web).then(|| self.page());
        let filled = self.chance(620);
        let basket = if filled {
            self.dice().between(1_900, 18_000) as i64
        } else {
            0
        };
        let logged_in = !self.thread.anonymous && self.chance(450);
        let mail = self.mail();
        let (customer, variant) = (self.customer, if self.greeting_b { "B" } else { "A" });
        let name = customer
            .name_known
            .then(|| format!("{} {}", customer.first, customer.last));
        let (known, loose) = (!self.thread.anonymous, self.thread.loose);
        let greeted = matches!(self.opening, Opening::Customer);
        let channel = self.channel.name();
        let mut record = self.event("conversation_started").maybe("initiated_by", by);
        if known && !loose {
            record = record.short("user_id", b'u', customer.number);
        }
        if !loose {
            record = record.text("channel", channel);
        }
        record = record
            .maybe("user_name", name.as_deref())
            .maybe("user_email", mail.as_deref());
        record = record
            .text("locale", customer.home.locale)
            .text("country", customer.home.country);
        record = record
            .maybe("device", device)
            .text("segment", customer.segment());
        record = record.maybe("variant", greeted.then_some(variant));
        record = record
            .maybe("page", page.as_deref())
            .maybe("campaign", campaign);
        record.attributes(customer.plan, basket, logged_in).end();
    }

    fn agent_follows_up(&mut self) {
        let known = self.stage.crew.on_duty(self.now, None, self.stage.dice);
        self.story.agent = Some(known.unwrap_or_default());
        let (line, reply) = self.dice().pick(FOLLOW_UP);
        self.agent(line).end();
        if self.chance(700) {
            self.customer_says(reply);
            self.story.wait = Some(30 * SECOND);
            let bye = self.one(self.language.bye);
            self.agent_writes(bye).end();
            self.story.solved = true;
        }
        self.close("agent", Some(true), None);
    }

    fn inbox(&mut self) {
        let question = self.one(self.intent.questions);
        self.customer_asks(question);
        let steps = if self.chance(80) {
            &FIRST_RESPONSE[..]
        } else {
            &MAIL_RESPONSE[..]
        };
        let mut wait = self.stage.dice.spread(steps);
        if self
            .stage
            .crew
            .on_duty(self.now + wait, None, self.stage.dice)
            .is_none()
        {
            wait += calendar::next_opening(self.now + wait) - self.now - wait;
            wait += self.stage.dice.between(2, 50) as Millis * MINUTE;
        }
        self.agents_turn(wait);
    }

    fn bot_desk(&mut self) {
        // A mail begins with the customer's.
        if self.channel != Channel::Email && !self.greeted() {
            if self.chance(350) {
                self.now += self.stage.dice.between(8, 30) as Millis * MINUTE;
                self.close("system", None, Some("inactive"));
            }
            return;
        }
        let question = self.one(self.intent.questions);
        self.customer_asks(question);
        if self.understood() {
            self.bot_answers();
        }
        if !self.story.handed && !self.story.over {
            self.bot_ends();
        }
    }

    /// The bot says hello; whether the customer says anything.
    fn greeted(&mut self) -> bool {
        let proactive = self.opening == Opening::Bot;
        let welcome = match (proactive, self.greeting_b) {
            (true, _) => self.language.nudge,
            (_, true) => self.language.welcome_b,
            _ => self.language.welcome_a,
        };
        let welcome = self.one(welcome);
        self.bot(welcome).flag("welcome", true).end();
        self.engages(proactive)
    }

    fn engages(&mut self, proactive: bool) -> bool {
        let gain = if self.greeting_b { 55 } else { 0 };
        let permille = match (self.channel, proactive) {
            (Channel::Web, true) => 230,
            (Channel::Web, false) => 615 + gain,
            (_, true) => 350,
            (Channel::Messenger, false) => 840 + gain,
            (_, false) => 1000,
        };
        self.chance(permille)
    }

    /// Whether the bot gets the question, if need be at the second attempt.
    fn understood(&mut self) -> bool {
        let trouble = if calendar::is_outage(self.now) {
            750
        } else {
            125
        };
        if !self.chance(trouble) {
            return true;
        }
        let sorry = self.one(self.language.fallback);
        self.bot_surely(sorry, 8).flag("fallback", true).end();
        if self.chance(110) {
            self.story.over = true;
            return false;
        }
        let again = self.one(self.intent.questions);
        self.customer_says(again);
        if !self.chance(trouble * 2) {
            return true;
        }
        let sorry = self.one(self.language.fallback);
        self.bot_surely(sorry, 5).flag("fallback", true).end();
        self.ask_for_human("fallback");
        false
    }

    fn bot_answers(&mut self) {
        let answer = self.one(self.intent.answers);
        self.bot_surely(answer, 68).end();
        if self.intent.sells && self.chance(570) {
            self.click();
        }
        let extra = if self.greeting_b { 0 } else { 12 };
        let escalates = self.chance(self.intent.escalates * 139 / 100 + extra);
        // Who needs a human does not ask the bot for long.
        let odds = if escalates {
            [45, 45, 10, 0]
        } else {
            [8, 30, 40, 22]
        };
        let rounds = *self.dice().weigh(&[0, 1, 2, 3], |n| odds[*n]);
        self.bot_goes_on(rounds);
        if escalates {
            let reasons: &[&str] = match self.intent.topic {
                "complaint" => &["sentiment", "customer_request", "policy"],
                _ => &[
                    "customer_request",
                    "customer_request",
                    "customer_request",
                    "policy",
                ],
            };
            let reason = self.dice().pick(reasons);
            self.ask_for_human(reason);
        }
    }

    fn bot_goes_on(&mut self, rounds: usize) {
        let talk = self.intent.talk;
        let first = self.dice().below(talk.len() as u64) as usize;
        for round in 0..rounds.min(talk.len()) {
            let (question, reply) = talk[(first + round) % talk.len()];
            if round == 1 && self.thread.loose && self.chance(90) {
                self.now += self.stage.dice.between(25, 170) as Millis * MINUTE;
            }
            self.customer_says(question);
            self.bot_surely(reply, 62).end();
        }
    }

    fn bot_ends(&mut self) {
        if self.chance(45) {
            let line = self.one(self.language.unhelped);
            self.customer_says(line);
            if self.chance(500) {
                self.close("user", Some(false), Some("not_helped"));
            }
            return;
        }
        self.story.solved = true;
        if self.chance(720) {
            let thanks = self.one(self.language.thanks);
            self.customer_says(thanks);
            let bye = self.one(self.language.bot_bye);
            self.bot_surely(bye, 70).end();
        }
        match self.dice().below(100) {
            0..28 => self.close("user", None, None),
            28..55 => self.close("bot", Some(true), Some("solved")),
            55..70 => {
                self.now += 15 * MINUTE;
                self.close("system", None, Some("inactive"));
            }
            _ => {}
        }
    }

    pub(crate) fn close(&mut self, by: &str, resolved: Option<bool>, reason: Option<&str>) {
        if by == "agent" {
            return self.close_by_agent(reason.unwrap_or("follow_up"));
        }
        self.now += self.stage.dice.between(4, 60) as Millis * SECOND;
        let record = self.event("closed").text("by", by).maybe("reason", reason);
        match resolved {
            Some(resolved) => record.flag("resolved", resolved).end(),
            None => record.end(),
        }
        self.story.over = true;
    }
}
