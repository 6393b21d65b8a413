//! Keeps the guide true to the code: what is generated is not stale, and
//! what is written by hand leaves nothing out.
#![allow(clippy::unwrap_used, reason = "what a test reads must be there")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use chatgauge::base::preset::Preset;
use chatgauge::base::time::Bucket;
use chatgauge::event::Kind;
use chatgauge::event::import::FORMATS;
use chatgauge::event::kind::{
    AVAILABILITIES, Field, HANDOFF_STATUSES, INITIATORS, LEAD_STAGES, ROLES, SURVEYS,
    TICKET_STATUSES,
};
use chatgauge::event::mapping::{self, Mapping};
use chatgauge::metric::define::Window;
use chatgauge::metric::entry::Direction;
use chatgauge::metric::{FAMILIES, Metric};
use chatgauge::settings::{KEYS, Plain, Settings};
use chatgauge::view::state::{KEYS as KEYS_OF_LINKS, State, View};
use serde_json::Value;

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/guide")
        .join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(page(name)).unwrap()
}

/// The cells of the table row that begins with this code.
fn row(page: &str, code: &str) -> Vec<String> {
    let start = format!("| `{code}`");
    let row = page.lines().find(|line| line.starts_with(&start));
    let row = row.unwrap_or_else(|| panic!("there is no row for {code}"));
    let cells = row.trim_matches('|').split('|');
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// The mark behind which `metrics.md` is generated.
const MARK: &str = "<!-- Below,";

fn tables() -> String {
    let mut tables = String::new();
    for (family, metrics) in FAMILIES {
        let mut name = family.to_owned();
        name[..1].make_ascii_uppercase();
        writeln!(tables, "\n### {}\n", name.replace("Handoff", "Hand-off")).unwrap();
        tables.push_str(
            "| id | metric | unit | better | needs | source |\n|---|---|---|---|---|---|\n",
        );
        for metric in metrics {
            tables.push_str(&line(metric));
        }
    }
    tables
}

fn line(metric: &Metric) -> String {
    let about = metric.about;
    let better = match about.direction {
        Direction::Up => "more",
        Direction::Down => "less",
        Direction::Context => "–",
    };
    let several = metric.needs.len() > 1;
    let groups = metric.needs.iter();
    let needs: Vec<String> = groups
        .map(|group| {
            let kinds: Vec<String> = group.iter().map(|kind| format!("`{kind}`")).collect();
            match several && kinds.len() > 1 {
                true => format!("({})", kinds.join(" or ")),
                false => kinds.join(" or "),
            }
        })
        .collect();
    let needs = match needs.is_empty() {
        true => "–".to_owned(),
        false => needs.join(" and "),
    };
    let mut notes = String::new();
    if metric.engaged_base {
        notes.push_str(" Base: `rate_base`.");
    }
    match metric.window {
        Some(Window::Close) => notes.push_str(" Provisional until closed."),
        Some(Window::Contact) => notes.push_str(" Provisional until the window has passed."),
        None => {}
    }
    format!(
        "| `{}` | **{}.** {}{notes} | {} | {better} | {needs} | {} |\n",
        about.id,
        about.title,
        about.definition,
        about.unit.name(),
        about.source
    )
}

/// Checks, or writes where that is asked for, what a page has behind its mark.
fn check_generated(name: &str, tables: &str) {
    let found = text(name);
    let after = found.find(MARK).expect("the mark");
    let after = after + found[after..].find('\n').unwrap() + 1;
    let fresh = format!("{}{tables}", &found[..after]);
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(page(name), &fresh).unwrap();
        return;
    }
    assert!(
        found == fresh,
        "{name} is stale: UPDATE_GUIDE=1 cargo test --test guide"
    );
}

#[test]
fn the_tables_of_metrics_are_those_of_the_catalogue() {
    check_generated("metrics.md", &tables());
}

/// What the element's manifest says of one list: a table with a row each.
fn element_table(list: &Value, heads: &[&str], cells: impl Fn(&Value) -> Vec<String>) -> String {
    let mut table = format!("| {} |\n", heads.join(" | "));
    writeln!(table, "|{}", "---|".repeat(heads.len())).unwrap();
    for one in list.as_array().unwrap() {
        // A bar within a cell would end it.
        let cells: Vec<String> = cells(one)
            .iter()
            .map(|cell| cell.replace('|', "\\|"))
            .collect();
        writeln!(table, "| {} |", cells.join(" | ")).unwrap();
    }
    table
}

fn code(value: &Value) -> String {
    let text = value.as_str();
    text.map_or("–".to_owned(), |text| format!("`{text}`"))
}

fn said(one: &Value) -> String {
    one["description"].as_str().unwrap().to_owned()
}

/// The members of a kind that are no attributes too.
fn members_of(element: &Value, kind: &str) -> Value {
    let members = element["members"].as_array().unwrap().iter();
    let own = members.filter(|one| one["kind"] == kind && one["attribute"].is_null());
    Value::from(own.cloned().collect::<Vec<Value>>())
}

/// How a method is called.
fn call(one: &Value) -> String {
    let parameters = one["parameters"].as_array().unwrap().iter();
    let names = parameters.map(|one| {
        let optional = if one["optional"] == true { "?" } else { "" };
        let (name, kind) = (one["name"].as_str(), one["type"]["text"].as_str());
        format!("{}{optional}: {}", name.unwrap(), kind.unwrap())
    });
    let names: Vec<String> = names.collect();
    format!("`{}({})`", one["name"].as_str().unwrap(), names.join(", "))
}

#[test]
fn the_page_on_embedding_tells_what_the_manifest_tells() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("npm/custom-elements.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let element = &manifest["modules"][0]["declarations"][0];
    let kind = |kind| members_of(element, kind);
    let typed = |one: &Value| vec![code(&one["name"]), code(&one["type"]["text"]), said(one)];
    let sections = [
        (
            "Attributes",
            element_table(
                &element["attributes"],
                &["attribute", "property", "values", "default", "what it does"],
                |one| {
                    vec![
                        code(&one["name"]),
                        code(&one["fieldName"]),
                        code(&one["type"]["text"]),
                        code(&one["default"]),
                        said(one),
                    ]
                },
            ),
        ),
        (
            "Properties",
            element_table(&kind("field"), &["property", "type", "what it is"], typed),
        ),
        (
            "Methods",
            element_table(
                &kind("method"),
                &["method", "gives", "what it does"],
                |one| vec![call(one), code(&one["return"]["type"]["text"]), said(one)],
            ),
        ),
        (
            "Events",
            element_table(&element["events"], &["event", "type", "when"], typed),
        ),
        (
            "Custom properties",
            element_table(
                &element["cssProperties"],
                &["property", "default", "what it is"],
                |one| vec![code(&one["name"]), code(&one["default"]), said(one)],
            ),
        ),
        (
            "Parts",
            element_table(&element["cssParts"], &["part", "what it is"], |one| {
                vec![code(&one["name"]), said(one)]
            }),
        ),
    ];
    let mut tables = String::new();
    for (title, table) in sections {
        write!(tables, "\n## {title}\n\n{table}").unwrap();
    }
    check_generated("embed.md", &tables);
}

#[test]
fn every_source_of_a_metric_is_in_the_legend() {
    let page = text("metrics.md");
    for (_, metrics) in FAMILIES {
        for metric in metrics {
            for source in metric.about.source.split(", ") {
                let (letter, number) = source.split_at(1);
                assert!(page.contains(&format!("\n| {letter} | ")), "{source}");
                assert!(
                    number.parse::<u8>().is_ok(),
                    "{}: {source}",
                    metric.about.id
                );
            }
        }
    }
}

#[test]
fn every_setting_is_there_with_its_default_and_what_is_allowed() {
    let page = text("settings.md");
    let defaults = serde_json::to_value(Settings::default()).unwrap();
    let nonsense: Plain = serde_json::from_str("{\"nonsense\":[[{}]]}").unwrap();
    for key in KEYS {
        let row = row(&page, key);
        assert_eq!(row[1], format!("`{}`", defaults[key]), "default of {key}");
        let wrong = Plain::object([(key, nonsense.at("nonsense").clone())]);
        let (_, refused) = Settings::read(&wrong);
        assert_eq!(row[2], refused[0].allowed, "allowed for {key}");
        assert!(row[3].len() > 20, "{key} has a meaning");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    assert_eq!(rows.count(), KEYS.len());
}

#[test]
fn every_type_of_event_and_every_word_is_there() {
    let page = text("events.md");
    for (kind, name) in Kind::ALL {
        let row = row(&page, name);
        let words: &[&str] = match kind {
            Kind::ConversationStarted => INITIATORS,
            Kind::Message | Kind::Closed | Kind::Reopened => ROLES,
            Kind::Handoff => HANDOFF_STATUSES,
            Kind::SurveySent | Kind::Rating => SURVEYS,
            Kind::Lead => LEAD_STAGES,
            Kind::Ticket => TICKET_STATUSES,
            Kind::AgentStatus => AVAILABILITIES,
            _ => &[],
        };
        for word in words {
            assert!(row[1].contains(word), "{name}: {word}");
        }
    }
    for (_, name) in Field::DIMENSIONS {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_format_and_every_key_of_mappings_is_there() {
    let page = text("formats.md");
    for format in FORMATS {
        assert_eq!(row(&page, format.id)[1], format.name);
    }
    for key in mapping::KEYS
        .iter()
        .chain(&mapping::EVENT_KEYS)
        .chain(&mapping::SOURCE_KEYS)
    {
        let row = row(&page, key);
        assert!(row[2].len() > 10, "{key} has a meaning");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let keys = mapping::KEYS.len() + mapping::EVENT_KEYS.len() + mapping::SOURCE_KEYS.len();
    assert_eq!(rows.count(), FORMATS.len() + keys);
}

#[test]
fn the_examples_of_mappings_apply() {
    let page = text("formats.md");
    let examples = page.split("```json\n").skip(1);
    let examples = examples.map(|after| after.split_once("```").unwrap().0);
    let read = examples.map(|example| {
        let document: Plain = serde_json::from_str(example).unwrap();
        Mapping::read(&document).unwrap().events.len()
    });
    assert_eq!(read.collect::<Vec<_>>(), [1, 4]);
}

#[cfg(feature = "cli")]
mod examples {
    use chatgauge::cli::{Streams, run};
    use serde_json::Value;

    use crate::text;

    /// The first block of code of a page.
    fn example(page: &str) -> String {
        let page = text(page);
        let (_, after) = page.split_once("```json\n").unwrap();
        after.split_once("```").unwrap().0.to_owned()
    }

    #[test]
    fn the_example_of_events_can_be_read() {
        let events = example("events.md");
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let args = ["chatgauge", "metrics", "-", "--only=deflection_rate,csat"];
        run(
            args.map(Into::into),
            &mut Streams {
                input: &mut events.as_bytes(),
                output: &mut output,
                errors: &mut errors,
            },
        );
        let report: Value = serde_json::from_slice(&output).unwrap();
        assert_eq!(
            (&report["load"]["events"], &report["load"]["rejected"]),
            (&6.into(), &0.into())
        );
        assert_eq!(report["metrics"]["deflection_rate"]["value"], 1);
        assert_eq!(report["metrics"]["csat"]["value"], 1);
    }

    #[test]
    fn the_example_of_settings_applies() {
        use chatgauge::settings::Settings;
        let (settings, refused) =
            Settings::read(&serde_json::from_str(&example("settings.md")).unwrap());
        assert_eq!(
            (refused, settings.missed_after_minutes),
            (Vec::new(), Some(10.0))
        );
    }

    #[test]
    fn the_example_of_a_report_has_the_fields_of_reports() {
        let shown: Value = serde_json::from_str(&example("report.md")).unwrap();
        let mut output = Vec::new();
        let args = ["chatgauge", "metrics", "-", "--only=conversations"];
        run(
            args.map(Into::into),
            &mut Streams {
                input: &mut &b"[]"[..],
                output: &mut output,
                errors: &mut Vec::new(),
            },
        );
        let report: Value = serde_json::from_slice(&output).unwrap();
        let keys = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&shown), keys(&report));
        assert_eq!(keys(&shown["load"]), keys(&report["load"]));
    }
}

#[test]
fn links_are_told_with_every_key_and_an_example_that_is_one() {
    let page = text("links.md");
    for key in KEYS_OF_LINKS {
        row(&page, key);
    }
    let periods = &row(&page, "period")[1];
    assert!(
        Preset::ALL
            .iter()
            .all(|preset| periods.contains(preset.name()))
    );
    let steps = &row(&page, "bucket")[1];
    assert!(
        Bucket::ALL
            .iter()
            .all(|bucket| steps.contains(bucket.name()))
    );
    let views = &row(&page, "view")[1];
    assert!(View::ALL.iter().all(|view| views.contains(view.name())));
    let example = page
        .lines()
        .find(|line| line.starts_with('#') && line.contains('='));
    let example = example.unwrap();
    let usual = State::default();
    assert_eq!(State::read(example, &usual).write(&usual), example[1..]);
}
