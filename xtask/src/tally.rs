//! What the test runners said at the end, in their own words, and what it
//! amounts to; a runner that ran no test has not succeeded.

use std::fmt::Write;
use std::time::Duration;

use crate::command::Outcome;

/// One runner's closing words and counts.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    /// Test files that held no test: the runner calls them passed.
    hollow: Vec<String>,
    closing: Vec<String>,
}

impl Tally {
    /// A check that is one test by itself.
    pub(crate) fn of_one(outcome: &Outcome) -> Tally {
        Tally {
            passed: outcome.is_ok().into(),
            failed: outcome.is_err().into(),
            ..Tally::default()
        }
    }

    /// Reads cargo's `test result:` lines, one for each test program.
    pub(crate) fn of_cargo(lines: &[String]) -> Tally {
        let mut tally = Tally::default();
        for line in lines.iter().filter(|line| line.starts_with("test result:")) {
            let passed = count_before(line, "passed");
            let failed = count_before(line, "failed");
            if passed + failed > 0 {
                tally.closing.push(line.clone());
            }
            tally.passed += passed;
            tally.failed += failed;
        }
        tally
    }

    /// Reads the TAP of node's runner.
    pub(crate) fn of_node(tap: &str) -> Tally {
        let mut tally = Tally::default();
        for line in tap.lines() {
            // A file without a test is itself reported as one that passed.
            if line.starts_with("ok ") && line.ends_with(".test.mjs") {
                tally
                    .hollow
                    .push(line.rsplit(['/', '\\']).next().unwrap_or(line).to_owned());
            }
            let Some((word, count)) = line
                .strip_prefix("# ")
                .and_then(|said| said.split_once(' '))
            else {
                continue;
            };
            let Ok(count) = count.parse::<u64>() else {
                continue;
            };
            match word {
                "pass" => tally.passed = count.saturating_sub(tally.hollow.len() as u64),
                "fail" | "cancelled" => tally.failed += count,
                "tests" | "skipped" => {}
                _ => continue,
            }
            tally.closing.push(line.to_owned());
        }
        tally
    }

    /// Refuses a run that proved nothing. With a filter the other runner may
    /// have what was asked for: see [`Ledger::verdict`].
    pub(crate) fn check(&self, kind: &str, filter: Option<&str>) -> Outcome {
        if !self.hollow.is_empty() {
            return Err(format!(
                "No test is in {}; add one.",
                self.hollow.join(", ")
            ));
        }
        match self.passed + self.failed {
            0 if filter.is_none() => Err(format!("No {kind} test ran; see that tests are there.")),
            _ => Ok(()),
        }
    }
}

/// The number that stands before a word: 3 in `ok. 3 passed; 0 failed;`.
fn count_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line
        .split([' ', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// All steps of one run.
#[derive(Default)]
pub(crate) struct Ledger {
    steps: Vec<(String, Duration, Outcome)>,
    tallies: Vec<Tally>,
}

impl Ledger {
    pub(crate) fn keep(&mut self, name: &str, time: Duration, outcome: Outcome) {
        self.steps.push((name.to_owned(), time, outcome));
    }

    pub(crate) fn count(&mut self, tally: Tally) {
        self.tallies.push(tally);
    }

    /// A line a step, then the runners' own closing lines, then the sum.
    pub(crate) fn summary(&self) -> String {
        let mut text = String::new();
        for (name, time, outcome) in &self.steps {
            let word = if outcome.is_ok() { "ok" } else { "FAILED" };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{word:<7} {:>7.1} s  {name}", time.as_secs_f64());
        }
        for line in self.tallies.iter().flat_map(|tally| &tally.closing) {
            let _ = writeln!(text, "{line}");
        }
        let (passed, failed) = self.sums();
        let _ = write!(text, "{passed} passed, {failed} failed");
        text
    }

    /// All tests that passed, and all that failed.
    fn sums(&self) -> (u64, u64) {
        let sum = |count: fn(&Tally) -> u64| self.tallies.iter().map(count).sum::<u64>();
        (sum(|tally| tally.passed), sum(|tally| tally.failed))
    }

    /// The failures, if there are any, else success.
    pub(crate) fn verdict(&self) -> Outcome {
        let failures: Vec<String> = self
            .steps
            .iter()
            .filter_map(|(name, _, outcome)| Some(format!("{name}: {}", outcome.as_ref().err()?)))
            .collect();
        if !failures.is_empty() {
            return Err(failures.join("\n        "));
        }
        match self.sums() {
            (0, 0) => Err("No test ran; check the filter.".to_owned()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Ledger, Tally};

    fn cargo(text: &str) -> Tally {
        Tally::of_cargo(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn sums_cargos_programs_and_drops_the_empty_ones() {
        let tally = cargo(
            "running 3 tests\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
             test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n\
             test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out",
        );
        assert_eq!((tally.passed, tally.failed, tally.closing.len()), (7, 2, 2));
        assert!(tally.check("native", None).is_ok());
    }

    #[test]
    fn a_run_without_tests_fails() {
        let none = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out";
        assert!(cargo(none).check("native", None).is_err());
        assert!(
            Tally::of_node("# tests 4\n# pass 0\n# fail 0\n# skipped 4")
                .check("browser", None)
                .is_err()
        );
        assert!(Tally::of_node("").check("browser", None).is_err());
    }

    #[test]
    fn a_file_without_a_test_fails() {
        let tally = Tally::of_node("ok 1 - one\nok 2 - /a/b/empty.test.mjs\n# pass 2\n# fail 0");
        assert_eq!(
            (tally.passed, tally.hollow.as_slice()),
            (1, &["empty.test.mjs".to_owned()][..])
        );
        assert!(tally.check("browser", None).is_err());
    }

    #[test]
    fn a_cancelled_browser_test_counts_as_failed() {
        let tally = Tally::of_node("# tests 3\n# pass 1\n# fail 1\n# cancelled 1");
        assert_eq!((tally.passed, tally.failed), (1, 2));
    }

    #[test]
    fn one_failed_step_fails_the_run() {
        let mut ledger = Ledger::default();
        ledger.keep("format", Duration::ZERO, Ok(()));
        ledger.count(Tally {
            passed: 1,
            ..Tally::default()
        });
        assert!(ledger.verdict().is_ok());
        ledger.keep("clippy", Duration::ZERO, Err("Mend it.".to_owned()));
        assert_eq!(ledger.verdict(), Err("clippy: Mend it.".to_owned()));
        assert!(ledger.summary().ends_with("\n1 passed, 0 failed"));
    }

    #[test]
    fn a_filter_that_finds_nothing_anywhere_fails_the_run() {
        let mut ledger = Ledger::default();
        let nothing = Tally::default();
        assert!(nothing.check("native", Some("words")).is_ok());
        ledger.count(nothing);
        assert!(ledger.verdict().is_err());
    }
}
