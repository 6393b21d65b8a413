//! Lengths of time and lists in words.

use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::event::kind::Role;

/// A length of time, its two largest units: `1 min 3 s`, `2 d 4 h`.
pub(super) fn length(time: Millis) -> String {
    let time = time.max(0);
    let (large, small) = match time {
        0..SECOND => return format!("{} s", time as f64 / SECOND as f64),
        SECOND..MINUTE => return format!("{} s", time / SECOND),
        MINUTE..HOUR => ((MINUTE, "min"), (SECOND, "s")),
        HOUR..DAY => ((HOUR, "h"), (MINUTE, "min")),
        _ => ((DAY, "d"), (HOUR, "h")),
    };
    let (whole, rest) = (time / large.0, time % large.0 / small.0);
    match rest {
        0 => format!("{whole} {}", large.1),
        _ => format!("{whole} {} {rest} {}", large.1, small.1),
    }
}

/// Who acts, with the article.
pub(super) fn actor(role: Role) -> &'static str {
    match role {
        Role::User => "the customer",
        Role::Bot => "the bot",
        Role::Agent => "an agent",
        Role::System => "the system",
    }
}

/// A number of things: `1 message`, `2 messages`.
pub(super) fn count(number: i64, one: &str, several: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {several}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, length};
    use crate::base::time::{DAY, HOUR, MINUTE, SECOND};

    #[test]
    fn lengths_read_in_two_units() {
        for (time, words) in [
            (0, "0 s"),
            (450, "0.45 s"),
            (19 * SECOND + 900, "19 s"),
            (MINUTE, "1 min"),
            (MINUTE + 3 * SECOND, "1 min 3 s"),
            (2 * HOUR + 5 * MINUTE, "2 h 5 min"),
            (49 * HOUR, "2 d 1 h"),
            (7 * DAY, "7 d"),
        ] {
            assert_eq!(length(time), words);
        }
        assert_eq!(count(1, "tag", "tags"), "1 tag");
        assert_eq!(count(0, "tag", "tags"), "0 tags");
    }
}
