//! Reads a door's words: few enough not to need a library.

use std::str::FromStr;

use crate::command::Outcome;

/// The words after `cargo xtask`, taken away as they are understood.
pub(crate) struct Args(Vec<String>);

impl Args {
    pub(crate) fn from_machine() -> Args {
        Args(std::env::args().skip(1).collect())
    }

    /// The first word: which door.
    pub(crate) fn door(&mut self) -> Option<String> {
        if self.0.is_empty() {
            None
        } else {
            Some(self.0.remove(0))
        }
    }

    /// Whether `name` was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.0.iter().position(|word| word == name) {
            Some(at) => {
                self.0.remove(at);
                true
            }
            None => false,
        }
    }

    /// The number after `name`, if `name` was given.
    pub(crate) fn number<N: FromStr>(&mut self, name: &str) -> Outcome<Option<N>> {
        let word = self.word(name)?;
        word.map(|word| number(name, &word)).transpose()
    }

    /// The numbers after `name`, with commas between them, if `name` was given.
    pub(crate) fn numbers<N: FromStr>(&mut self, name: &str) -> Outcome<Option<Vec<N>>> {
        let Some(list) = self.word(name)? else {
            return Ok(None);
        };
        let numbers = list.split(',').map(|word| number(name, word));
        numbers.collect::<Outcome<_>>().map(Some)
    }

    /// The word after `name`, if `name` was given.
    fn word(&mut self, name: &str) -> Outcome<Option<String>> {
        let Some(at) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.0.remove(at);
        if at == self.0.len() {
            return Err(format!("{name} wants a number after it."));
        }
        Ok(Some(self.0.remove(at)))
    }

    /// The one word left that is not an option.
    pub(crate) fn filter(&mut self) -> Option<String> {
        let at = self.0.iter().position(|word| !word.starts_with("--"))?;
        Some(self.0.remove(at))
    }

    /// Refuses what nobody understood.
    pub(crate) fn finish(self) -> Outcome {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(format!(
                "This door does not know \"{word}\"; see cargo xtask help."
            )),
        }
    }
}

fn number<N: FromStr>(name: &str, word: &str) -> Outcome<N> {
    word.parse()
        .map_err(|_| format!("{name} wants a number, not \"{word}\"."))
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(words: &str) -> Args {
        Args(words.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn takes_door_flags_numbers_and_filter() {
        let mut args = args("serve --no-open --port 8080 words");
        assert_eq!(args.door().as_deref(), Some("serve"));
        assert!(args.flag("--no-open"));
        assert!(!args.flag("--full"));
        assert_eq!(args.number::<u16>("--port"), Ok(Some(8080)));
        assert_eq!(args.filter().as_deref(), Some("words"));
        assert_eq!(args.finish(), Ok(()));
    }

    #[test]
    fn takes_lists_of_numbers() {
        let mut args = args("--events 10000,100000 --rounds 3");
        assert_eq!(args.numbers("--events"), Ok(Some(vec![10_000, 100_000])));
        assert_eq!(args.numbers("--rounds"), Ok(Some(vec![3])));
        assert_eq!(args.numbers::<u64>("--events"), Ok(None));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args("--prot 80").finish().is_err());
        assert!(args("--port").number::<u16>("--port").is_err());
        assert!(args("--port many").number::<u16>("--port").is_err());
        assert!(args("--events 1,,2").numbers::<u64>("--events").is_err());
    }
}
