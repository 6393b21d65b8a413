//! When things happen: three months of an Irish shop, its week, its day, its
//! spring sale and the day its order lookup broke.

use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::sample::dice::Dice;

/// How many UTC dates the history spans: 1 March to 31 May 2026.
pub(crate) const DAYS: u64 = 92;

/// 2026-03-01T00:00:00Z.
const FIRST: Millis = 20_513 * DAY;

/// The export was taken late on the last evening; later events are unknown.
pub(crate) const EXPORTED: Millis = FIRST + 91 * DAY + 21 * HOUR + 50 * MINUTE;

/// Volume from Monday to Sunday.
const WEEK: [u64; 7] = [112, 108, 104, 100, 95, 69, 74];

/// Volume over the hours of a working day and of a weekend day, shop's time.
const WORKDAY: [u64; 24] = [
    6, 4, 3, 2, 2, 4, 10, 22, 42, 66, 88, 85, 64, 56, 54, 52, 53, 57, 66, 84, 86, 60, 33, 15,
];
const WEEKEND: [u64; 24] = [
    9, 6, 4, 3, 2, 3, 6, 11, 24, 48, 74, 78, 66, 60, 58, 57, 58, 60, 68, 82, 80, 58, 36, 19,
];

const OUTAGE_DAY: u64 = 44;
const SALE_DAYS: [u64; 3] = [78, 79, 80];

/// What the shop wrote on its time axis: day, hour of it in UTC, text.
pub(crate) const NOTES: [(u64, Millis, &str); 7] = [
    (8, 8, "Greeting B goes live for half of the visitors"),
    (16, 7, "WhatsApp button added to the delivery e-mails"),
    (OUTAGE_DAY, 10, "Outage: the bot cannot look up orders"),
    (OUTAGE_DAY, 16, "Order lookup is back"),
    (57, 9, "New bot answers for returns and refunds"),
    (
        SALE_DAYS[0],
        6,
        "Spring sale starts: up to 40 % off jackets and tents",
    ),
    (SALE_DAYS[2], 22, "Spring sale ends"),
];

/// Start of a day, counted from 0.
pub(crate) fn midnight(day: u64) -> Millis {
    FIRST + day as Millis * DAY
}

/// The day that holds `at`, counted from 0.
pub(crate) fn day_of(at: Millis) -> u64 {
    ((at - FIRST) / DAY) as u64
}

/// 0 for Monday to 6 for Sunday; 1 March 2026 is a Sunday.
pub(crate) fn weekday(day: u64) -> usize {
    ((day + 6) % 7) as usize
}

pub(crate) fn is_weekend(day: u64) -> bool {
    weekday(day) >= 5
}

/// The shop's clock ahead of UTC: Irish summer time begins on 29 March.
pub(crate) fn summer_time(day: u64) -> Millis {
    if day >= 28 { HOUR } else { 0 }
}

/// When the team begins on a day.
pub(crate) fn opening(day: u64) -> Millis {
    let hour = if is_weekend(day) { 10 } else { 8 };
    midnight(day) + hour * HOUR - summer_time(day)
}

/// The next time the team begins, at or after `at`.
pub(crate) fn next_opening(at: Millis) -> Millis {
    let day = day_of(at);
    let today = opening(day);
    if today >= at { today } else { opening(day + 1) }
}

/// Whether the sale is on that day.
pub(crate) fn is_sale(day: u64) -> bool {
    SALE_DAYS.contains(&day)
}

/// Whether the bot's order lookup is broken then.
pub(crate) fn is_outage(at: Millis) -> bool {
    let began = midnight(OUTAGE_DAY) + 10 * HOUR;
    (began..began + 6 * HOUR).contains(&at)
}

/// The share of the history that each day has, up to and including it, in
/// parts of the last one.
pub(crate) fn running_weights(dice: &mut Dice) -> Vec<u64> {
    let mut sum = 0;
    (0..DAYS)
        .map(|day| {
            let growth = 1000 + 280 * day / DAYS;
            let event = match day {
                OUTAGE_DAY => 120,
                d if d == SALE_DAYS[0] => 165,
                d if d == SALE_DAYS[1] => 185,
                d if d == SALE_DAYS[2] => 150,
                _ => 100,
            };
            sum += WEEK[weekday(day)] * growth * event * dice.between(93, 107) / 10_000;
            sum
        })
        .collect()
}

/// A moment of the day when a customer might write.
pub(crate) fn moment(day: u64, dice: &mut Dice) -> Millis {
    let hours = if is_weekend(day) { &WEEKEND } else { &WORKDAY };
    let ahead = (summer_time(day) / HOUR) as usize;
    let total: u64 = hours.iter().sum();
    let mut rest = dice.below(total);
    let mut utc = 0;
    while utc < 23 && rest >= hours[(utc + ahead) % 24] {
        rest -= hours[(utc + ahead) % 24];
        utc += 1;
    }
    midnight(day) + utc as Millis * HOUR + dice.below(HOUR as u64) as Millis
}

/// Appends `at` as RFC 3339 in UTC, with milliseconds when it is not a whole
/// second.
pub(crate) fn write_instant(out: &mut Vec<u8>, at: Millis) {
    let day = day_of(at);
    let (month, date) = match day {
        0..31 => (3, day + 1),
        31..61 => (4, day - 30),
        _ => (5, day - 60),
    };
    let in_day = (at - midnight(day)) as u64;
    out.extend_from_slice(b"2026-");
    two(out, month);
    out.push(b'-');
    two(out, date);
    out.push(b'T');
    two(out, in_day / 3_600_000);
    out.push(b':');
    two(out, in_day / 60_000 % 60);
    out.push(b':');
    two(out, in_day / 1000 % 60);
    let ms = in_day % 1000;
    if ms > 0 {
        out.push(b'.');
        out.push(b'0' + (ms / 100) as u8);
        two(out, ms % 100);
    }
    out.push(b'Z');
}

fn two(out: &mut Vec<u8>, n: u64) {
    out.push(b'0' + (n / 10) as u8);
    out.push(b'0' + (n % 10) as u8);
}
