//! The names that the owner of a history gave to things in it, where a
//! platform leaves naming them to its users.

/// A name is a hand-off's by default if it has one of these in it.
const HANDOFF_PARTS: [&str; 3] = ["handoff", "human", "live_agent"];

/// A name is a rating's by default if it has one of these in it.
const RATING_PARTS: [&str; 2] = ["csat", "rating"];

/// What names mean. Without any, the defaults hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Actions and tools that ask for a human, by their whole names.
    pub handoff: Vec<String>,
    /// Slots and scores that hold a customer's rating, by their whole names.
    pub ratings: Vec<String>,
}

impl Hints {
    /// Whether an action or tool of this name asks for a human. By default
    /// one does that has `handoff`, `human` or `live_agent` in its name.
    pub fn is_handoff(&self, name: &str) -> bool {
        means(&self.handoff, &HANDOFF_PARTS, name)
    }

    /// Whether a slot or score of this name holds a customer's rating. By
    /// default one does that has `csat` or `rating` in its name.
    pub fn is_rating(&self, name: &str) -> bool {
        means(&self.ratings, &RATING_PARTS, name)
    }
}

fn means(given: &[String], parts: &[&str], name: &str) -> bool {
    match given {
        [] => parts.iter().any(|part| name.contains(part)),
        given => given.iter().any(|known| known == name),
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;

    #[test]
    fn names_that_are_given_take_the_place_of_the_defaults() {
        let usual = Hints::default();
        assert!(usual.is_handoff("action_human_handover") && usual.is_rating("csat_score"));
        assert!(!usual.is_handoff("action_listen") && !usual.is_rating("name"));
        let own = Hints {
            handoff: vec!["call_staff".to_owned()],
            ratings: vec!["smile".to_owned()],
        };
        assert!(own.is_handoff("call_staff") && !own.is_handoff("action_human"));
        assert!(own.is_rating("smile") && !own.is_rating("csat"));
    }
}
