//! Puts names, numbers and slips of the pen into a line.

use std::fmt::Write;

use crate::sample::dice::Dice;
use crate::sample::names::{CARRIERS, COLOURS, Fit, PRODUCTS, Product, WEEKDAYS, WORN};

const BODY: [&str; 6] = ["XS", "S", "M", "L", "XL", "XXL"];
const FOOT: [&str; 8] = ["38", "39", "40", "41", "42", "43", "44", "45"];

/// Things to weigh up against each other, as indices of products.
const PAIRS: [(usize, usize); 5] = [(0, 4), (2, 7), (4, 1), (9, 10), (12, 9)];

/// What the slots of one conversation hold.
pub(crate) struct Slots {
    pub(crate) order: u64,
    pub(crate) product: &'static Product,
    other: &'static Product,
    size: &'static str,
    size_above: &'static str,
    colour: &'static str,
    carrier: &'static str,
    past: &'static str,
    coming: &'static str,
    tracking: u64,
    city: &'static str,
    currency: &'static str,
    customer: &'static str,
    pub(crate) agent: &'static str,
}

/// Who and when, as far as slots depend on it.
pub(crate) struct Setting {
    pub(crate) topic: &'static str,
    pub(crate) weekday: usize,
    pub(crate) city: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) customer: &'static str,
}

impl Slots {
    pub(crate) fn new(setting: &Setting, dice: &mut Dice) -> Slots {
        let first = dice.below(WORN as u64) as usize;
        let second = (first + 1 + dice.below(WORN as u64 - 1) as usize) % WORN;
        let (product, other) = match setting.topic {
            "product_advice" => dice.pick(&PAIRS),
            "shipping" => (dice.below(PRODUCTS.len() as u64) as usize, second),
            _ => (first, second),
        };
        let sizes: &[&str] = if PRODUCTS[product].fit == Fit::Foot {
            &FOOT
        } else {
            &BODY
        };
        let size = dice.below(sizes.len() as u64 - 1) as usize;
        Slots {
            order: dice.between(40_000, 69_999),
            product: &PRODUCTS[product],
            other: &PRODUCTS[other],
            size: sizes[size],
            size_above: sizes[size + 1],
            colour: dice.pick(&COLOURS),
            carrier: dice.pick(&CARRIERS),
            past: WEEKDAYS[(setting.weekday + 7 - dice.between(2, 3) as usize) % 7],
            coming: WEEKDAYS[(setting.weekday + dice.between(1, 3) as usize) % 7],
            tracking: dice.between(100_000, 999_999),
            city: setting.city,
            currency: setting.currency,
            customer: setting.customer,
            agent: "Nora",
        }
    }

    /// Replaces `out` by `line` with its slots filled.
    pub(crate) fn fill(&self, line: &str, out: &mut String) {
        out.clear();
        let mut rest = line;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            self.put(rest[at + 1..].chars().next(), out);
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
    }

    fn put(&self, slot: Option<char>, out: &mut String) {
        let text = match slot {
            Some('p') => self.product.name,
            Some('q') => self.other.name,
            Some('s') => self.size,
            Some('z') => self.size_above,
            Some('l') => self.colour,
            Some('c') => self.city,
            Some('k') => self.carrier,
            Some('d') => self.past,
            Some('e') => self.coming,
            Some('n') => self.customer,
            Some('g') => self.agent,
            Some('a') => return self.put_price(out),
            Some('t') => return push_number(out, "SP", self.tracking),
            _ => return push_number(out, "#", self.order),
        };
        out.push_str(text);
    }

    fn put_price(&self, out: &mut String) {
        let cents = in_currency(self.product.price, self.currency);
        match self.currency {
            "SEK" => push_number(out, "", (cents / 100) as u64),
            "USD" => push_number(out, "$", (cents / 100) as u64),
            _ => push_number(out, "€", (cents / 100) as u64),
        }
        if self.currency == "SEK" {
            out.push_str(" kr");
        } else if cents % 100 > 0 && self.currency == "EUR" {
            // Writing to a string cannot fail.
            let _ = write!(out, ".{:02}", cents % 100);
        }
    }
}

fn push_number(out: &mut String, sign: &str, number: u64) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{sign}{number}");
}

/// Euro cents as hundredths of `currency`, at a fixed rate.
pub(crate) fn in_currency(cents: i64, currency: &str) -> i64 {
    match currency {
        "SEK" => cents * 112 / 1000 * 100,
        "USD" => cents * 109 / 100,
        _ => cents,
    }
}

/// What hurried fingers do to `line`.
pub(crate) fn slip(line: &mut String, dice: &mut Dice) {
    match dice.below(100) {
        0..10 => line.make_ascii_lowercase(),
        10..16 if line.ends_with(['.', '?', '!']) => {
            line.pop();
        }
        16..28 => swap_letters(line, dice),
        28..33 => line.push_str(" 🙏"),
        _ => {}
    }
}

fn swap_letters(line: &mut String, dice: &mut Dice) {
    let mut bytes = std::mem::take(line).into_bytes();
    let near = dice.below(bytes.len() as u64) as usize;
    let inner = |four: &[u8]| four.iter().all(u8::is_ascii_lowercase);
    if let Some(found) = bytes[near..].windows(4).position(inner) {
        bytes.swap(near + found + 1, near + found + 2);
    }
    *line = String::from_utf8(bytes).unwrap_or_default();
}
