//! What surrounds a conversation: the visit before it; survey, tags, tickets,
//! leads, goals and orders after it.

use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::sample::calendar;
use crate::sample::people::{Channel, agent_name};
use crate::sample::phrase;
use crate::sample::talk::{Opening, Talk};

const ORDER_CENTS: [Millis; 11] = [
    1_490, 2_490, 2_990, 3_990, 4_490, 5_490, 6_490, 7_490, 8_900, 12_900, 18_900,
];

impl Talk<'_> {
    pub(crate) fn device(&mut self) -> Option<&'static str> {
        match self.channel {
            Channel::Email => None,
            Channel::Web if self.customer.mobile => Some("mobile"),
            Channel::Web => Some(if self.customer.number.is_multiple_of(8) {
                "tablet"
            } else {
                "desktop"
            }),
            _ => Some("mobile"),
        }
    }

    /// The page on which the chat was opened.
    pub(crate) fn page(&self) -> String {
        match self.intent.topic {
            "shipping" => "/orders".to_owned(),
            "returns" => "/returns".to_owned(),
            "payment" => "/checkout".to_owned(),
            "complaint" => "/contact".to_owned(),
            "account" => "/account".to_owned(),
            _ => format!("/products/{}", self.slots.product.id),
        }
    }

    pub(crate) fn campaign(&mut self) -> Option<&'static str> {
        let day = calendar::day_of(self.start);
        if self.channel == Channel::Email {
            return self.chance(200).then_some("newsletter");
        }
        if self.channel != Channel::Web || !self.chance(250) {
            return None;
        }
        if (76..=81).contains(&day) && self.chance(600) {
            return Some("spring_sale");
        }
        if self.customer.mobile && self.chance(400) {
            return Some("instagram_ads");
        }
        Some(if self.chance(450) {
            "newsletter"
        } else {
            "google_shopping"
        })
    }

    pub(crate) fn mail(&self) -> Option<String> {
        let customer = self.customer;
        let plain = customer.first.is_ascii();
        let name = if plain {
            customer.first.to_ascii_lowercase()
        } else {
            "mail".to_owned()
        };
        let known = customer.mail_known || (self.channel == Channel::Email);
        known.then(|| format!("{name}{}@example.com", customer.number))
    }

    /// The site visit around the chat, and visits of others without one.
    pub(crate) fn visit(&mut self) {
        let before = self.dice().between(15, 400) as Millis * SECOND;
        let stay = self.dice().between(4, 25) as Millis * MINUTE;
        let user = self.customer.number;
        if !self.thread.anonymous && self.chance(620) {
            self.one_visit(b'u', user, -before, stay);
        }
        for _ in 0..self.dice().between(0, 2) {
            let visitor = self.number();
            let away = self.dice().between(1, 3_500) as Millis * SECOND;
            let stay = match self.chance(420) {
                true => self.dice().between(2, 14) as Millis * SECOND,
                false => self.dice().between(1, 18) as Millis * MINUTE,
            };
            self.one_visit(b'w', visitor, away, stay);
        }
    }

    fn one_visit(&mut self, letter: u8, visitor: u64, from: Millis, stay: Millis) {
        let key = if letter == b'u' && self.chance(500) {
            "user_id"
        } else {
            "visitor_id"
        };
        let day_start = calendar::midnight(calendar::day_of(self.start));
        let at = (self.start + from).max(day_start) / 1000 * 1000;
        let device = self.dice().pick(&["mobile", "mobile", "desktop"]);
        let device = if letter == b'u' {
            self.device().unwrap_or(device)
        } else {
            device
        };
        let record = self
            .stage
            .sheet
            .event(at, "visit")
            .short(key, letter, visitor);
        record
            .text("country", self.customer.home.country)
            .text("device", device)
            .end();
        if self.chance(920) {
            let record = self.stage.sheet.event(at + stay, "visit_ended");
            record.short(key, letter, visitor).end();
        }
    }

    /// The customer opens the card of the product under discussion.
    pub(crate) fn click(&mut self) {
        self.now += self.stage.dice.between(4, 25) as Millis * SECOND;
        let product = self.slots.product.id;
        self.event("product_click")
            .text("product_id", product)
            .end();
        self.story.clicked = Some(self.now);
    }

    /// Opens a ticket `permille` times in a thousand; most get resolved.
    pub(crate) fn open_ticket(&mut self, permille: u64) {
        if !self.chance(permille) {
            return;
        }
        let number = self.number();
        let urgency = match self.intent.topic {
            "complaint" => "high",
            "sizes" | "product_advice" => "low",
            _ => self.dice().pick(&["normal", "normal", "high"]),
        };
        let category = self.intent.topic;
        let at = self.now + 20 * SECOND;
        let done = at + self.dice().between(40, 3 * 24 * 60) as Millis * MINUTE;
        let sheet = &mut *self.stage.sheet;
        let record = self
            .thread
            .event(sheet, at, "ticket")
            .short("ticket_id", b't', number);
        let record = record.text("status", "created").text("category", category);
        record.text("urgency", urgency).end();
        if self.chance(870) {
            let record = self.stage.sheet.event(done / 1000 * 1000, "ticket");
            record
                .short("ticket_id", b't', number)
                .text("status", "resolved")
                .end();
        }
    }

    pub(crate) fn aftermath(&mut self) {
        self.orders();
        if !self.story.engaged {
            return;
        }
        if self.opening != Opening::Agent {
            self.tags();
            self.business();
        }
        let open = self
            .stage
            .crew
            .on_duty(self.now + 4 * HOUR, None, self.stage.dice);
        if self.story.over && open.is_some() && self.chance(50) {
            self.comes_back();
        }
        let done = self.story.over || self.story.solved;
        if done && self.chance(740) {
            self.survey();
        }
    }

    fn tags(&mut self) {
        let permille = if self.story.agent.is_some() { 560 } else { 90 };
        if !self.chance(permille) {
            return;
        }
        let mut tags = vec![match self.intent.topic {
            "shipping" => "delivery",
            "returns" => "refund",
            "complaint" => "damaged",
            "payment" => "checkout",
            "account" => "login",
            _ => "advice",
        }];
        if self.customer.segment() == "vip" {
            tags.push("vip");
        }
        if !self.story.solved {
            tags.push("follow_up");
        } else if self.chance(120) {
            tags.push("praise");
        }
        self.event("tagged").list("tags", &tags).end();
    }

    fn business(&mut self) {
        if !self.story.solved {
            return;
        }
        if let Some(goal) = self.intent.goal.filter(|_| self.chance(600)) {
            let value = if goal == "fitting_booked" {
                Some(1_500)
            } else {
                None
            };
            let record = self.event("goal").text("name", goal);
            match value {
                Some(value) => record.hundredths("value", value).end(),
                None => record.end(),
            }
            if goal == "fitting_booked" {
                let number = self.number();
                self.event("booking")
                    .short("booking_id", b'b', number)
                    .end();
            }
        }
        let sells = self.intent.topic == "product_advice" || self.intent.name == "discount_code";
        if sells && self.chance(520) {
            self.event("lead").text("stage", "captured").end();
            if self.chance(240) {
                self.now += 30 * SECOND;
                self.event("lead").text("stage", "qualified").end();
            }
        }
    }

    /// Orders after a click, and some that have nothing to do with the chat.
    fn orders(&mut self) {
        if self.thread.anonymous {
            return;
        }
        if let Some(clicked) = self.story.clicked.filter(|_| self.chance(400)) {
            let minutes = self.stage.dice.spread(&[4, 9, 18, 40, 110, 400, 1_350]);
            self.order(clicked + minutes * MINUTE, true);
        } else if self.chance(12) {
            let later = self.dice().between(2, 20) as Millis * HOUR;
            self.order(self.now + DAY + later, false);
        }
    }

    fn order(&mut self, at: Millis, told: bool) {
        let number = self.number();
        let currency = self.customer.home.currency;
        let cents = phrase::in_currency(self.stage.dice.spread(&ORDER_CENTS), currency);
        let named = told && !self.thread.loose && self.chance(300);
        let at = at / 1000 * 1000;
        let record = match named {
            true => self.thread.event(self.stage.sheet, at, "order"),
            false => {
                self.stage
                    .sheet
                    .event(at, "order")
                    .short("user_id", b'u', self.customer.number)
            }
        };
        let record = record
            .short("order_id", b'o', number)
            .hundredths("amount", cents);
        record.text("currency", currency).end();
    }

    fn comes_back(&mut self) {
        self.now += self.stage.dice.between(3, 240) as Millis * MINUTE;
        self.event("reopened").text("by", "user").end();
        let again = self.one(self.language.back_again);
        self.customer_says(again);
        let reply = self.one(self.language.back_reply);
        if self.story.agent.is_some() {
            self.agent_writes(reply).end();
        } else {
            self.bot_surely(reply, 60).end();
        }
        self.close(
            if self.story.agent.is_some() {
                "agent"
            } else {
                "bot"
            },
            Some(true),
            None,
        );
    }

    fn survey(&mut self) {
        self.now += self.stage.dice.between(2, 20) as Millis * SECOND;
        let kind = if self.chance(930) { "csat" } else { "nps" };
        self.event("survey_sent").text("kind", kind).end();
        if !self.chance(250) {
            return;
        }
        let happy = self.is_happy();
        self.now += self.stage.dice.between(6, 180) as Millis * SECOND;
        if kind == "nps" {
            return self.nps(happy);
        }
        let score = match (happy, self.dice().below(10)) {
            (true, 0..6) => 5,
            (true, _) => 4,
            (false, 0..3) => 1,
            (false, 3..6) => 2,
            (false, _) => 3,
        };
        self.rate("csat", score, None, 380, happy);
        if self.chance(330) {
            self.now += 4 * SECOND;
            let shift = self.dice().below(3);
            self.rate("ces", (score + shift).clamp(2, 6) - 1, None, 0, happy);
        }
        if self.chance(180) {
            self.now += 5 * SECOND;
            self.nps(happy);
        }
    }

    fn nps(&mut self, happy: bool) {
        let score = if happy {
            self.dice().between(7, 10)
        } else {
            self.dice().between(1, 7)
        };
        self.rate("nps", score, Some(10), 150, happy);
    }

    fn is_happy(&mut self) -> bool {
        let story = &self.story;
        let mut permille: u64 = match story.wait {
            _ if story.missed => 110,
            _ if !story.solved => 350,
            None => 885,
            Some(wait) if wait <= MINUTE => 920,
            Some(wait) if wait <= 3 * MINUTE => 860,
            Some(_) => 600,
        };
        if self.intent.topic == "complaint" {
            permille -= permille / 9;
        }
        if story.transferred {
            permille -= permille / 8;
        }
        if self.greeting_b && self.opening == Opening::Customer {
            permille += 25;
        }
        self.chance(permille)
    }

    fn rate(&mut self, kind: &str, score: u64, scale: Option<u64>, commented: u64, happy: bool) {
        let comment = self.chance(commented).then(|| {
            let lines = if happy {
                self.language.praise
            } else {
                self.language.gripe
            };
            self.one(lines)
        });
        // Praise by name needs somebody to name.
        let comment = comment.filter(|line| self.story.agent.is_some() || !line.contains("{g}"));
        let comment = comment.map(|line| {
            self.slots.agent = agent_name(self.story.agent.unwrap_or_default()).0;
            let mut text = String::new();
            self.slots.fill(line, &mut text);
            text
        });
        let touchpoint = if self.channel == Channel::Email {
            "email_follow_up"
        } else {
            "chat_end"
        };
        let record = self
            .event("rating")
            .text("kind", kind)
            .whole("score", score);
        let record = match scale {
            Some(scale) => record.whole("scale", scale),
            None => record,
        };
        record
            .maybe("comment", comment.as_deref())
            .text("touchpoint", touchpoint)
            .end();
    }
}
