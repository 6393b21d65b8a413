//! Chats and the numbers they must give, one rule a file.
//!
//! A file under `cases` reads like the chat it describes; a new case is a new
//! file. `#` begins a comment, which shows how the numbers were worked out
//! by hand from the definitions.
//!
//! ```text
//! with session_gap_minutes 5            a setting (JSON, or a plain word)
//! as_of Wed 3 Jun 2026 12:00:00         the same for "now", in the chats' words
//! clock Wed 3 Jun 2026 12:00:00Z        the machine's clock, else far ahead
//! agents ann ben                        these names are agents
//!
//! Mon 1 Jun 2026                        the day, until another is named
//!
//! chat c1 of anna on web, country NO:   conversation_id, user_id, channel; more fields
//!   09:00:00 [started by bot]           an event in brackets
//!   09:00:01 bot (welcome): Hi!         who (flags and fields): what
//!   09:00:02.500 anna (topic ship): Do you ship?
//!   09:00:05+02:00 ann (private): …     an offset; without one, local time
//!   Tue 2 Jun 2026
//!   09:00:00 [closed by ann, resolved no]
//! thread of anna on sms:                a chat without conversation_id
//! elsewhere:                            what belongs to no chat
//!   08:00:00 [ann is available]
//! ```
//!
//! Who speaks: the name after `of` or `customer`, `bot`, `system`, a name
//! after `agents`, and `agent`, who has no id. Events: `started [by bot]`,
//! `handoff STATUS`, `assigned [NAME]`, `transferred [NAME]`, `closed [by
//! WHO]`, `reopened`, `survey csat`, `csat 4/5` (`ces`, `nps`), `tagged A B`,
//! `goal NAME`, `lead STAGE`, `booking`, `click [PRODUCT]`, `order ID 20.50
//! EUR`, `ticket ID STATUS`, `visit [NAME]`, `visit_ended [NAME]`, `NAME is
//! STATUS`, `note TEXT`; any field follows after a comma.
//!
//! ```text
//! expect a title                        a report of everything above
//!   with split never                    settings for this one only
//!   from 2026-06-01 / to 2026-06-07     the period, one a line
//!   where channel web sms               a filter; `where not channel web` excludes
//!   conversations 2                     a value
//!   bounce_rate 1/3                     numerator 1, denominator 3
//!   csat_mean (4+5+1)/3, median 4       of a mean the sum and n
//!   response_time 1:10/1                times as m:ss or h:mm:ss
//!   revenue 120.50 EUR + 80 USD         `nothing` for {}, `none` for null
//!   conversations 2, before 1, change 1, relative 1/1
//!   csat none, missing rating           also: change new, provisional, final
//!   by channel conversations: web 2, none 1      every row, in order
//!   per day conversations: 2026-06-01 2, others 0
//!   each outcome: open, resolved_by_bot          every conversation, by start
//!   heatmap engaged: 1-09 2, 7-23 1              Monday from nine, Sunday from 23
//!   report load.unattached 1                     any other field of the report
//! ```

mod chat;
mod check;
mod parse;
mod value;

use std::collections::BTreeSet;
use std::path::Path;

use chatgauge::metric;
use chatgauge::settings::KEYS;

use crate::parse::{Case, Claim};

/// Every case, in the order of the files' names.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chats/cases");
    let files = folder.read_dir().expect("a folder of cases");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let cases = files.iter().map(|file| {
        let name = file.file_name().expect("a name").to_string_lossy();
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{name}: {error}"));
        parse::case(&name, &text).unwrap_or_else(|fault| panic!("{name}:{fault}"))
    });
    cases.collect()
}

#[test]
fn every_chat_gives_its_numbers() {
    let differences: Vec<String> = cases().iter().flat_map(check::differences).collect();
    assert!(
        differences.is_empty(),
        "{} differences\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// A metric is covered where it has a value, and not the one that it would
/// have without any data or when everything counts.
#[test]
fn every_metric_has_a_case() {
    let cases = cases();
    let claims = cases.iter().flat_map(|case| &case.expectations);
    let claims = claims.flat_map(|expectation| &expectation.claims);
    let telling = claims.filter_map(|(_, claim)| match claim {
        Claim::Metric { id, answer } if answer.telling() => Some(id.as_str()),
        _ => None,
    });
    let covered: BTreeSet<&str> = telling.collect();
    let ids = metric::catalogue().iter().map(|metric| metric.about.id);
    let missing: Vec<&str> = ids.filter(|id| !covered.contains(id)).collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
}

/// The targets belong to the scorecard, which is no part of the report.
#[test]
fn every_setting_is_changed_in_a_case() {
    let cases = cases();
    let settings = cases.iter().flat_map(|case| {
        let own = case.expectations.iter().flat_map(|one| &one.settings);
        case.settings.iter().chain(own).map(|(key, _)| key.as_str())
    });
    let changed: BTreeSet<&str> = settings.chain(["targets"]).collect();
    let missing: Vec<&str> = KEYS
        .into_iter()
        .filter(|key| !changed.contains(key))
        .collect();
    assert!(missing.is_empty(), "never changed: {missing:?}");
}

#[test]
fn faults_are_told_with_their_line() {
    let day = "Mon 1 Jun 2026\nchat c1 of anna on web:\n";
    for (text, fault) in [
        ("\nTue 1 Jun 2026", "2: “Tue 1 Jun 2026” is not a day"),
        ("chat c1:\n  09:00 bot: Hi", "2: no day is named before"),
        ("hello", "1: “hello” is nothing known"),
        (&format!("{day}  09:00 bob: Hi"), "3: who is “bob”?"),
        (
            &format!("{day}  09:00 [hugged ann]"),
            "3: “hugged ann” is no event",
        ),
        (
            &format!("{day}  9h bot: Hi"),
            "3: “9h” is not a time of day",
        ),
        (
            &format!("{day}expect\n  conversation 1"),
            "4: there is no metric “conversation”",
        ),
        (&format!("{day}expect\n  csat x"), "4: “x” is not a number"),
        (
            &format!("{day}expect\n  csat 1/2, mean 3"),
            "4: “mean 3” says nothing about a metric",
        ),
    ] {
        let told = parse::case("fault.chat", text)
            .err()
            .map(|told| told.to_string());
        assert_eq!(told.as_deref(), Some(fault), "{text}");
    }
}

#[test]
fn differences_are_told_with_their_line() {
    let text = "Mon 1 Jun 2026\nchat c1 of anna on web:\n  09:00 anna: Hi\n\
                expect\n  conversations 2\n  engagement_rate 1/2\n  csat 0/0\n  \
                by channel conversations: sms 1\n  each outcome: resolved_by_bot";
    let case = parse::case("wrong.chat", text).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(
        check::differences(&case),
        [
            "wrong.chat:5: conversations: value is 1, not 2",
            "wrong.chat:6: engagement_rate: value is 1, not 0.5",
            "wrong.chat:6: engagement_rate: denominator is 1, not 2",
            "wrong.chat:8: by channel: rows are [\"web\"], not [\"sms\"]",
            "wrong.chat:9: each outcome: open, not resolved_by_bot",
        ]
    );
}
