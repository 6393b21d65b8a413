//! Which colour a value gets: outcomes and support types always the same,
//! others by their rank.

use crate::view::color::Color;
use crate::view::picture::Fill;
use crate::view::theme::Theme;

/// A colour and how areas are filled with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paint {
    pub(crate) color: Color,
    pub(crate) fill: Fill,
}

/// How many values have a colour of their own; the eighth is "other".
pub(crate) const OWN_COLORS: usize = 7;

/// The paint of the value at `rank` of a dimension.
pub(crate) fn paint(theme: &Theme, by: &str, key: Option<&str>, rank: usize) -> Paint {
    let category = match (by, key) {
        ("outcome", Some("resolved_by_bot")) | ("support_type", Some("bot")) => 1,
        ("outcome", Some("resolved_by_agent")) | ("support_type", Some("bot_and_agent")) => 0,
        ("outcome", Some("handed_off")) => 2,
        ("outcome", Some("closed_unanswered")) => 5,
        ("support_type", Some("agent")) => 4,
        ("outcome", Some("open")) => {
            return Paint {
                color: theme.open(),
                fill: Fill::Outlined,
            };
        }
        (_, None) | ("support_type", Some("none")) => OWN_COLORS,
        _ => rank.min(OWN_COLORS),
    };
    Paint {
        color: theme.categories[category],
        fill: Fill::Solid,
    }
}

/// The paint of whatever has no colour of its own.
pub(crate) fn other(theme: &Theme) -> Paint {
    Paint {
        color: theme.categories[OWN_COLORS],
        fill: Fill::Solid,
    }
}
