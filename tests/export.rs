//! What leaves the page: numbers as CSV against the files in `tests/exports`,
//! and pictures with everything that must be known of them.
//! `UPDATE_GOLDEN=1` writes the files anew; read them before committing.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::collections::HashSet;
use std::fs;

use chatgauge::base::time::Bucket;
use chatgauge::draw::svg;
use chatgauge::report::export;
use chatgauge::report::figure::{Ask, Figure, HeatmapOf};
use chatgauge::view::picture::{LegendEntry, Picture};
use chatgauge::view::state::State;
use chatgauge::view::{Mark, sheet};
use support::Case;

/// The cases whose numbers are kept as files: an hour that comes twice, a
/// folded tail, names that are formulas, currencies, what is not known.
const KEPT: [&str; 8] = [
    "bars-odd-names",
    "card-csat-missing",
    "card-csat-no-cases",
    "card-first-response",
    "card-revenue-two-currencies",
    "heatmap",
    "stack-hours-autumn",
    "stack-topic-folded",
];

fn csv(case: &Case) -> String {
    export::to_csv(&case.figure, &case.context, "No value")
}

#[test]
fn numbers_leave_as_they_did() {
    let folder = support::folder().join("../exports");
    let cases = support::cases();
    for name in KEPT {
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let path = folder.join(format!("{name}.csv"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, csv(case)).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap();
        assert_eq!(csv(case), kept, "{name}");
    }
    let files: HashSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = KEPT.map(|name| format!("{name}.csv"));
    assert_eq!(files, known.into());
}

/// Cells of CSV, quotes taken off.
fn parsed(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut cell, mut quoted) = (vec![vec![]], String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.next_if_eq(&'"').is_some() => cell.push('"'),
            ('"', _) => quoted = !quoted,
            (',', false) => rows.last_mut().unwrap().push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'));
                rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                rows.push(vec![]);
            }
            (letter, _) => cell.push(letter),
        }
    }
    assert_eq!(rows.pop(), Some(vec![]), "the last line is ended");
    rows
}

#[test]
fn every_row_has_every_column_and_no_cell_runs() {
    for mut case in support::cases() {
        if let Figure::Counts(counts) = &mut case.figure {
            counts
                .rows
                .push((Some("=HYPERLINK(\"x\"),1".to_owned()), 3));
        }
        let rows = parsed(&csv(&case));
        assert!(rows.len() > 1, "{}", case.name);
        for row in &rows {
            assert_eq!(row.len(), rows[0].len(), "{}: {row:?}", case.name);
            for cell in row {
                let runs = cell.starts_with(['=', '+', '@', '\t', '\r']);
                assert!(!runs && !cell.contains('–'), "{}: {cell}", case.name);
            }
        }
    }
}

#[test]
fn a_stack_leaves_with_its_whole_tail() {
    for case in support::cases() {
        let Figure::Stack(stack) = &case.figure else {
            continue;
        };
        let rows = parsed(&csv(&case));
        assert_eq!(rows[0].len(), stack.depth() + 3, "{}", case.name);
        assert_eq!(rows.len(), case.context.steps.len() + 1, "{}", case.name);
        let starts: HashSet<&String> = rows.iter().map(|row| &row[0]).collect();
        assert_eq!(
            starts.len(),
            rows.len(),
            "{}: steps are told apart",
            case.name
        );
        for (row, place) in rows[1..].iter().zip(0..) {
            let counts = (0..stack.depth()).map(|layer| stack.counts(layer)[place]);
            let numbers: Vec<u64> = row[1..row.len() - 1]
                .iter()
                .map(|cell| cell.parse().unwrap())
                .collect();
            let (total, parts) = numbers.split_last().unwrap();
            assert_eq!(parts, counts.collect::<Vec<u64>>(), "{}", case.name);
            assert_eq!(*total, stack.totals[place], "{}", case.name);
        }
    }
}

fn ask(figure: &Figure) -> Ask {
    match figure {
        Figure::Card(card) => Ask::Card {
            metric: card.metric.clone(),
        },
        Figure::Stack(stack) => Ask::Stack {
            by: stack.by.clone(),
            engaged: true,
        },
        Figure::Counts(counts) if counts.urgent.is_some() => Ask::Urgent {
            by: counts.by.clone(),
        },
        Figure::Counts(counts) => Ask::Counts {
            by: counts.by.clone(),
            engaged: false,
        },
        Figure::Heatmap(_) => Ask::Heatmap {
            of: HeatmapOf::Engaged,
        },
        Figure::Run(run) => Ask::Run {
            metric: run.metric.clone(),
        },
        Figure::Split(split) => Ask::Split {
            metric: split.metric.clone(),
            by: split.by.clone(),
        },
        Figure::Metrics(metrics) => Ask::Metrics {
            families: metrics.families.clone(),
        },
        Figure::Impact(impact) => Ask::Impact {
            by: impact.by.clone(),
        },
        Figure::Funnel(funnel) => Ask::Funnel { of: funnel.of },
        Figure::Histogram(histogram) => Ask::Histogram {
            metric: histogram.metric.clone(),
        },
        Figure::Cohorts(_) => Ask::Cohorts,
        Figure::Load(_) => Ask::Load,
        Figure::Scatter(_) => Ask::Scatter,
        Figure::Scorecard(_) => Ask::Scorecard,
        Figure::Review(figure) => Ask::Review { of: figure.of },
        Figure::Arms(_) => Ask::Arms {
            arms: None,
            part: None,
        },
        Figure::Agents(_) => Ask::Agents,
        Figure::Moved(moved) => Ask::Moved {
            metric: moved.metric.clone(),
        },
        Figure::Cross(cross) => Ask::Cross {
            by: cross.by.clone(),
            across: cross.across.clone(),
        },
        Figure::LowScores(_) => Ask::LowScores,
        Figure::WhatIf(_) => Ask::WhatIf,
        Figure::Notes(_) => Ask::Notes,
        Figure::Themes(themes) => Ask::Themes {
            of: themes.of,
            edits: Default::default(),
        },
    }
}

/// A case as it is saved, with the words on it and the legend it had.
fn saved(case: &Case) -> (Picture, Vec<String>, Vec<LegendEntry>) {
    let picture = case.picture();
    let legend = picture.legend.clone();
    let mut state = State::default();
    let channels = vec!["web".to_owned(), "e-mail".to_owned()];
    state.filters.insert("channel".to_owned(), channels);
    case.on_scene(|scene| {
        let ask = ask(&case.figure);
        let mut notes = sheet::notes(&state, scene.context, scene.locale);
        notes.extend(sheet::particulars(&ask, scene.context, scene.locale));
        let title = sheet::title(&ask, scene);
        let sheet = sheet::sheet(picture, &title, &notes, scene);
        let words = title.split(' ').map(str::to_owned).chain(notes);
        (sheet, words.collect(), legend)
    })
}

#[test]
fn a_saved_picture_says_what_it_is() {
    for case in support::cases() {
        let (sheet, words, legend) = saved(&case);
        let document = svg(&sheet, "sans-serif");
        let texts: Vec<&str> = sheet
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        for word in words.iter().chain(legend.iter().map(|entry| &entry.label)) {
            let said = texts.iter().any(|text| text.contains(word));
            assert!(said, "{}: {word} is not in {texts:?}", case.name);
        }
        for text in texts {
            let escaped = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let escaped = escaped.replace('"', "&quot;").replace('\'', "&apos;");
            let line = format!("\n{escaped}\n</text>");
            assert!(document.contains(&line), "{}: {text}", case.name);
        }
        let told = words.iter().any(|word| word.starts_with("Time zone"));
        let hourly = match &case.figure {
            Figure::Heatmap(_) | Figure::Load(_) => true,
            Figure::Stack(_) | Figure::Run(_) => case.context.bucket == Bucket::Hour,
            _ => false,
        };
        assert_eq!(told, hourly, "{}", case.name);
        assert!(
            words.iter().any(|word| word.contains("2026")),
            "{}",
            case.name
        );
        let Some(Mark::Rect { area, fill, .. }) = sheet.marks.first() else {
            panic!("{} has no ground", case.name);
        };
        assert_eq!((area.width, area.height), (sheet.width, sheet.height));
        assert_eq!(*fill, case.theme().surface, "{}", case.name);
    }
}
