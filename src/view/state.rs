//! What a person looks at, beside the data: everything that a link to a
//! screen must say.

use crate::base::preset::Preset;
use crate::base::time::Period;

/// One of the dashboard's views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The key figures at a glance.
    #[default]
    Overview,
    /// The register of conversations.
    Conversations,
}

impl View {
    /// All of them, in the order of their tabs.
    pub const ALL: [View; 2] = [View::Overview, View::Conversations];

    /// Its name in attributes and links.
    pub fn name(self) -> &'static str {
        match self {
            View::Overview => "overview",
            View::Conversations => "conversations",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// Which dates a person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By name: they move with the data.
    Named(Preset),
    /// From date to date.
    Dates(Period),
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn names_lead_back() {
        for view in View::ALL {
            assert_eq!(View::named(view.name()), Some(view));
        }
        assert_eq!(View::named("scorecards"), None);
    }
}
