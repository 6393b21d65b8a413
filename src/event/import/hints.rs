//! The names that the owner of a history gave to things in it, where a
//! platform leaves naming them to its users.

use crate::event::kind::SURVEYS;

/// What names mean. Where there are none, the usual names of the format at
/// hand hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Actions and tools that ask for a human, by their whole names.
    pub handoff: Vec<String>,
    /// Slots and scores that hold a customer's rating, by their whole names.
    pub ratings: Vec<String>,
}

impl Hints {
    /// Whether an action or tool of this name asks for a human; `usually` is
    /// asked where no names are given.
    pub fn is_handoff(&self, name: &str, usually: impl FnOnce(&str) -> bool) -> bool {
        match &self.handoff[..] {
            [] => usually(name),
            given => given.iter().any(|given| given == name),
        }
    }

    /// The survey that a slot or score of this name answers; `usual` are the
    /// names that do where none are given. A name other than that of a survey
    /// is one for satisfaction.
    pub fn survey(&self, name: &str, usual: &[&str]) -> Option<&'static str> {
        let answers = match &self.ratings[..] {
            [] => usual.contains(&name),
            given => given.iter().any(|given| given == name),
        };
        let named = SURVEYS.iter().find(|survey| **survey == name);
        answers.then_some(named.unwrap_or(&SURVEYS[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;

    #[test]
    fn names_that_are_given_take_the_place_of_the_usual_ones() {
        let usually = |name: &str| name.contains("human");
        let usual = ["smile", "nps"];
        let hints = Hints::default();
        assert!(hints.is_handoff("action_human_handover", usually));
        assert!(!hints.is_handoff("action_listen", usually));
        let surveys = ["smile", "nps", "csat"].map(|name| hints.survey(name, &usual));
        assert_eq!(surveys, [Some("csat"), Some("nps"), None]);
        let hints = Hints {
            handoff: vec!["call_staff".to_owned()],
            ratings: vec!["stars".to_owned(), "ces".to_owned()],
        };
        assert!(hints.is_handoff("call_staff", usually));
        assert!(!hints.is_handoff("call_staff_now", usually));
        assert!(!hints.is_handoff("action_human", usually));
        let surveys = ["stars", "ces", "nps", "smile"].map(|name| hints.survey(name, &usual));
        assert_eq!(surveys, [Some("csat"), Some("ces"), None, None]);
    }
}
