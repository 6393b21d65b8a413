//! How a value stands to its target.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::metric::FAMILIES;
use crate::metric::entry::Direction;
use crate::settings::Target;

/// What a metric is about, in the scorecard's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Whether matters are settled, and by whom.
    Resolution,
    /// What customers say.
    Satisfaction,
    /// How the work goes.
    Operations,
    /// What it brings.
    Business,
}

/// The categories of the families of metrics.
const CATEGORIES: [(&str, Category); 9] = [
    ("volume", Category::Operations),
    ("bot", Category::Resolution),
    ("handoff", Category::Operations),
    ("resolution", Category::Resolution),
    ("speed", Category::Operations),
    ("satisfaction", Category::Satisfaction),
    ("agents", Category::Operations),
    ("business", Category::Business),
    ("tickets", Category::Operations),
];

impl Category {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Category::Resolution => "resolution",
            Category::Satisfaction => "satisfaction",
            Category::Operations => "operations",
            Category::Business => "business",
        }
    }
}

/// How a value stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// On the bad side of the target, by more than [`FAR`] of it.
    FarShort,
    /// On the bad side of the target.
    Short,
    /// Where it should be.
    Within,
    /// On the good side of the target's range; of a target with one end by
    /// more than [`CLEARLY`] of it.
    Beyond,
}

impl Status {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Status::FarShort => "far_short",
            Status::Short => "short",
            Status::Within => "within",
            Status::Beyond => "beyond",
        }
    }
}

/// More than this part of the target away, a value is far from it.
pub const FAR: f64 = 0.5;

/// More than this part of the target on its good side, a value is clearly
/// beyond it.
pub const CLEARLY: f64 = 0.1;

/// A value beside its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// How it stands.
    pub status: Status,
    /// How far on the bad side, as a part of the target's nearer end; 0 where
    /// it is not.
    pub short_by: f64,
}

/// The family of a metric, by its id.
pub fn family(id: &str) -> Option<&'static str> {
    let mut families = FAMILIES.iter();
    let of = families.find(|family| family.1.iter().any(|metric| metric.about.id == id));
    of.map(|family| family.0)
}

/// The category of a metric, by its id.
pub fn category(id: &str) -> Option<Category> {
    let family = family(id)?;
    let known = CATEGORIES.iter().find(|known| known.0 == family);
    known.map(|known| known.1)
}

/// How a value stands to a target; `None` where the target has no end. Where
/// neither way is good, both sides of the range are bad.
pub fn judge(value: f64, target: Target, direction: Direction) -> Option<Judged> {
    let Target { min, max } = target;
    min.or(max)?;
    let below = min.filter(|&min| value < min);
    let above = max.filter(|&max| value > max);
    let bad = match direction {
        Direction::Up => below,
        Direction::Down => above,
        Direction::Context => below.or(above),
    };
    if let Some(end) = bad {
        let short_by = part(value, end);
        let status = match short_by.total_cmp(&FAR) {
            Ordering::Greater => Status::FarShort,
            _ => Status::Short,
        };
        return Some(Judged { status, short_by });
    }
    let beyond = match (min, max, direction) {
        _ if below.is_some() || above.is_some() => true,
        (Some(end), None, Direction::Up) | (None, Some(end), Direction::Down) => {
            part(value, end) > CLEARLY
        }
        _ => false,
    };
    let status = match beyond {
        true => Status::Beyond,
        false => Status::Within,
    };
    Some(Judged {
        status,
        short_by: 0.0,
    })
}

/// How far a value lies from an end, as a part of it; of an end at 0 the
/// whole.
fn part(value: f64, end: f64) -> f64 {
    match end == 0.0 {
        true => f64::from(u8::from(value != 0.0)),
        false => (value - end).abs() / end.abs(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CATEGORIES, Category, Status, category, judge};
    use crate::metric::entry::Direction::{self, Context, Down, Up};
    use crate::metric::{FAMILIES, catalogue};
    use crate::settings::Target;

    fn status(
        value: f64,
        (min, max): (Option<f64>, Option<f64>),
        direction: Direction,
    ) -> Option<Status> {
        judge(value, Target { min, max }, direction).map(|judged| judged.status)
    }

    #[test]
    fn every_family_has_a_category() {
        assert_eq!(
            CATEGORIES.map(|known| known.0),
            FAMILIES.map(|known| known.0)
        );
        for metric in catalogue() {
            assert!(category(metric.about.id).is_some(), "{}", metric.about.id);
        }
        assert_eq!(category("csat"), Some(Category::Satisfaction));
        assert_eq!(category("luck"), None);
    }

    #[test]
    fn good_and_bad_follow_the_direction() {
        let range = (Some(0.5), Some(0.6));
        assert_eq!(status(0.423, range, Up), Some(Status::Short));
        assert_eq!(status(0.2, range, Up), Some(Status::FarShort));
        assert_eq!(status(0.5, range, Up), Some(Status::Within));
        assert_eq!(status(0.6, range, Up), Some(Status::Within));
        assert_eq!(status(0.61, range, Up), Some(Status::Beyond));
        assert_eq!(status(0.61, range, Down), Some(Status::Short));
        assert_eq!(status(0.4, range, Down), Some(Status::Beyond));
        assert_eq!(status(0.4, range, Context), Some(Status::Short));
        assert_eq!(status(0.61, range, Context), Some(Status::Short));
    }

    #[test]
    fn a_target_with_one_end() {
        let (least, most) = ((Some(0.8), None), (None, Some(0.05)));
        assert_eq!(status(0.82, least, Up), Some(Status::Within));
        assert_eq!(status(0.9, least, Up), Some(Status::Beyond));
        assert_eq!(status(0.79, least, Up), Some(Status::Short));
        assert_eq!(status(0.116, most, Down), Some(Status::FarShort));
        assert_eq!(status(0.06, most, Down), Some(Status::Short));
        assert_eq!(status(0.05, most, Down), Some(Status::Within));
        assert_eq!(status(0.02, most, Down), Some(Status::Beyond));
        let none = (None, Some(0.0));
        assert_eq!(status(0.0, none, Down), Some(Status::Within));
        assert_eq!(status(2.0, none, Down), Some(Status::FarShort));
        assert_eq!(status(1.0, (None, None), Up), None);
    }

    #[test]
    fn how_far_short() {
        let most = Target {
            min: None,
            max: Some(0.2),
        };
        let short = |value| judge(value, most, Down).map(|judged| judged.short_by);
        assert!((short(0.25).unwrap() - 0.25).abs() < 1e-12);
        assert_eq!(short(0.1), Some(0.0));
    }
}
