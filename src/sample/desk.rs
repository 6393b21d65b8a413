//! What humans do: the hand-off to them, the wait, the desk, the transfer.

use crate::base::time::{MINUTE, Millis, SECOND};
use crate::sample::calendar;
use crate::sample::people::Channel;
use crate::sample::talk::Talk;
use crate::sample::texts::{NOTES, QUEUE};

/// How long agents take to their first word.
pub(crate) const FIRST_RESPONSE: [Millis; 14] = [
    4_000, 9_000, 13_000, 17_000, 21_000, 26_000, 31_000, 37_000, 45_000, 57_000, 76_000, 115_000,
    190_000, 620_000,
];
const GIVES_UP: [Millis; 4] = [60_000, 150_000, 260_000, 540_000];

impl Talk<'_> {
    pub(crate) fn ask_for_human(&mut self, reason: &str) {
        self.story.handed = true;
        let wish = self.one(self.language.want_human);
        self.customer_says(wish);
        let open = self
            .stage
            .crew
            .on_duty(self.now, None, self.stage.dice)
            .is_some();
        let odds = if open {
            [830, 65, 45, 20, 40]
        } else {
            [230, 70, 160, 540, 0]
        };
        let statuses = [
            "successful",
            "cancelled",
            "incomplete",
            "disabled",
            "requested",
        ];
        let status = statuses[*self.dice().weigh(&[0, 1, 2, 3, 4], |n| odds[*n])];
        if status == "disabled" {
            let line = self.one(self.language.nobody_in);
            self.bot(line).end();
            self.hand_off_event("disabled", "out_of_hours");
            return self.open_ticket(650);
        }
        let line = self.one(self.language.passing_on);
        self.bot(line).end();
        self.hand_off_event("requested", reason);
        if self.chance(300) {
            let line = self.one(QUEUE);
            self.system(line);
        }
        match status {
            "successful" => self.queue(open),
            "requested" => self.gives_up(false),
            _ => {
                self.pass(&[9_000, 25_000, 48_000, 140_000]);
                if status == "cancelled" {
                    let line = self.one(self.language.never_mind);
                    self.customer_says(line);
                }
                self.hand_off_event(status, reason);
                if self.chance(400) {
                    self.close("user", None, Some("customer_left"));
                }
            }
        }
    }

    fn hand_off_event(&mut self, status: &str, reason: &str) {
        let department = self.intent.department;
        let priority = match self.intent.topic {
            "complaint" => "high",
            "sizes" | "product_advice" => "low",
            _ => "normal",
        };
        let record = self
            .event("handoff")
            .text("status", status)
            .text("reason", reason);
        record
            .text("department", department)
            .text("priority", priority)
            .end();
    }

    fn queue(&mut self, open: bool) {
        self.now += self.stage.dice.between(800, 4_000) as Millis;
        self.hand_off_event("successful", "in_inbox");
        let day = calendar::day_of(self.now);
        let busy = calendar::is_sale(day) || calendar::is_outage(self.now);
        let lost = if !open {
            480
        } else if busy {
            120
        } else {
            55
        };
        if self.chance(lost) {
            return self.gives_up(open);
        }
        let mut wait = self.stage.dice.spread(&FIRST_RESPONSE) * if busy { 2 } else { 1 };
        if !open {
            wait += calendar::next_opening(self.now) - self.now;
        }
        self.agents_turn(wait);
    }

    /// Nobody answers.
    fn gives_up(&mut self, open: bool) {
        self.story.missed = true;
        self.pass(&GIVES_UP);
        if self.chance(450) {
            let line = self.one(self.language.anyone);
            self.customer_says(line);
        }
        if open && self.chance(300) {
            self.story.agent = self.stage.crew.on_duty(self.now, None, self.stage.dice);
            let department = self.intent.department;
            if self.story.agent.is_some() {
                self.event_by_agent("assigned")
                    .text("department", department)
                    .end();
            }
            self.pass(&GIVES_UP);
        }
        match self.dice().below(10) {
            0..4 => self.close("system", Some(false), Some("no_agent")),
            4..7 => self.close("user", None, Some("customer_left")),
            _ => {}
        }
        self.open_ticket(450);
    }

    /// An agent takes over after `wait`.
    pub(crate) fn agents_turn(&mut self, wait: Millis) {
        let asked = self.now;
        self.now = asked + wait - (wait / 3).min(4 * MINUTE);
        let crew = self.stage.crew;
        let agent = match crew.on_duty(self.now, None, self.stage.dice) {
            Some(agent) => agent,
            None => crew.opener(calendar::day_of(self.now)),
        };
        self.story.agent = Some(agent);
        self.story.wait = Some(wait);
        let department = self.intent.department;
        self.event_by_agent("assigned")
            .text("department", department)
            .end();
        self.now = asked + wait;
        let hello = match self.channel {
            Channel::Email => self.language.hello[0],
            _ => self.one(self.language.hello),
        };
        let canned = self.chance(620);
        let record = self.agent(hello);
        if canned {
            record.text("canned", "hello").end()
        } else {
            record.end()
        }
        self.desk();
    }

    fn desk(&mut self) {
        let passes_on = self.chance(82);
        for (round, (line, reply)) in self.intent.desk.iter().enumerate() {
            if round == 1 && self.chance(220) {
                let note = self.one(NOTES);
                self.agent_writes(note).flag("private", true).end();
            }
            if round == 1 && passes_on {
                self.transfer();
            }
            let canned = self.chance(210);
            let record = self.agent_writes(line);
            if canned {
                record.flag("canned", true).end()
            } else {
                record.end()
            }
            self.customer_says(reply);
        }
        self.story.solved = self.chance(900);
        if self.story.solved && self.chance(600) {
            let thanks = self.one(self.language.thanks);
            self.customer_says(thanks);
        }
        let bye = self.one(self.language.bye);
        let canned = self.chance(500);
        let record = self.agent_writes(bye);
        if canned {
            record.text("canned", "bye").end()
        } else {
            record.end()
        }
        let reason = if self.story.solved {
            "solved"
        } else {
            "needs_more_work"
        };
        match self.dice().below(100) {
            0..84 => self.close_by_agent(reason),
            84..93 => self.close("user", self.story.solved.then_some(true), None),
            _ => {}
        }
        self.open_ticket(170);
    }

    fn transfer(&mut self) {
        let from = self.story.agent.unwrap_or_default();
        let line = self.one(self.language.transfer);
        self.agent_writes(line).end();
        let crew = self.stage.crew;
        let other = crew.on_duty(self.now, Some(from), self.stage.dice);
        let to = match other {
            Some(agent) => agent,
            None => crew.anybody(from, self.stage.dice),
        };
        let department = self.dice().pick(&["billing", "care", "returns"]);
        self.now += 4 * SECOND;
        let record = self
            .event_by_agent("transferred")
            .short("to_agent_id", b'a', to);
        record.text("to_department", department).end();
        self.story.agent = Some(to);
        self.story.transferred = true;
        self.pass(&FIRST_RESPONSE[..9]);
        let hello = self.one(self.language.hello_again);
        self.agent(hello).end();
    }

    pub(crate) fn close_by_agent(&mut self, reason: &str) {
        self.now += self.stage.dice.between(5, 90) as Millis * SECOND;
        let solved = self.story.solved;
        let record = self.event_by_agent("closed").text("by", "agent");
        record.flag("resolved", solved).text("reason", reason).end();
        self.story.over = true;
    }
}
