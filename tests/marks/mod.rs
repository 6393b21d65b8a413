//! Every mark of every card and chart against what opens under it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chatgauge::base::time::{Bucket, Period};
use chatgauge::engine::Engine;
use chatgauge::filter::Filters;
use chatgauge::metric::define::{Compute, Measure};
use chatgauge::metric::distribution::ALL_OF_THEM;
use chatgauge::metric::funnel::Funnel;
use chatgauge::metric::{FAMILIES, catalogue, find};
use chatgauge::report::figure::{Context, HeatmapOf};
use chatgauge::report::scorecard::ReviewOf;
use chatgauge::report::themes::Of;
use chatgauge::report::{Arms, Ask, Figure};
use chatgauge::view::ledger::{Cell, Ledger, ledger};
use chatgauge::view::picture::{Picture, Table, Target};
use chatgauge::view::state::{Change, Choice, State, View, pick};
use chatgauge::view::{Approximate, Kind, Locale, Scene, Scheme, Size, Theme, picture, table};

/// Fields whose values charts are made of here, the data's own besides.
const FIELDS: [&str; 9] = [
    "outcome",
    "channel",
    "topic",
    "support_type",
    "tag",
    "agent",
    "handoff_reason",
    "missed_reason",
    "missed_by",
];

/// A number on the screen and what it opens.
#[derive(Clone)]
struct Shown {
    count: u64,
    target: Option<Target>,
}

pub(crate) fn asks(fields: &[&str]) -> Vec<Ask> {
    let cards = catalogue().iter().map(|metric| Ask::Card {
        metric: metric.about.id.to_owned(),
    });
    let heatmaps = [HeatmapOf::Engaged, HeatmapOf::Handoffs].map(|of| Ask::Heatmap { of });
    let spread = ALL_OF_THEM.iter().map(|known| Ask::Histogram {
        metric: known.metric.to_owned(),
    });
    let funnels = [Funnel::Bot, Funnel::Sales].map(|of| Ask::Funnel { of });
    let own = [Ask::Cohorts, Ask::Load, Ask::Scatter];
    let mut asks: Vec<Ask> = cards.chain(heatmaps).chain(spread).collect();
    asks.extend(funnels.into_iter().chain(own));
    asks.push(Ask::Metrics {
        families: FAMILIES.map(|family| family.0.to_owned()).to_vec(),
    });
    asks.extend(tables());
    for by in FIELDS.iter().chain(fields) {
        for metric in ["csat", "first_response_time", "revenue_per_chat"] {
            let (metric, by) = (metric.to_owned(), (*by).to_owned());
            asks.push(Ask::Split { metric, by });
        }
        let others = ["channel", "tag", "handled_by"];
        for across in others.into_iter().filter(|across| across != by) {
            asks.push(Ask::Cross {
                by: (*by).to_owned(),
                across: across.to_owned(),
            });
        }
        asks.push(Ask::Impact {
            by: (*by).to_owned(),
        });
        asks.push(Ask::Urgent {
            by: (*by).to_owned(),
        });
        for engaged in [false, true] {
            let by = (*by).to_owned();
            let counts = Ask::Counts {
                by: by.clone(),
                engaged,
            };
            asks.extend([counts, Ask::Stack { by, engaged }]);
        }
    }
    asks
}

/// Tables that are about no dimension.
fn tables() -> Vec<Ask> {
    let mut asks = Vec::new();
    let arms = Arms::Values {
        by: "channel".to_owned(),
        a: Some("web".to_owned()),
        b: Some("whatsapp".to_owned()),
    };
    asks.extend([
        Ask::Scorecard,
        Ask::Review {
            of: ReviewOf::FellShort,
        },
        Ask::Review {
            of: ReviewOf::Moved,
        },
        Ask::Arms {
            arms: Some(arms),
            part: None,
        },
        Ask::Arms {
            arms: None,
            part: None,
        },
    ]);
    let themes = [Of::First, Of::BeforeFallback].map(|of| Ask::Themes {
        of,
        edits: Default::default(),
    });
    let moved = [
        "csat",
        "ai_resolution_rate",
        "conversations",
        "first_response_time",
    ];
    let moved = moved.map(|id| Ask::Moved {
        metric: id.to_owned(),
    });
    let tables = [Ask::Agents, Ask::LowScores, Ask::WhatIf, Ask::Notes];
    asks.extend(themes.into_iter().chain(moved).chain(tables));
    asks
}

fn number(text: &str) -> u64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // What is undefined opens nothing.
    digits.parse().unwrap_or_default()
}

/// All numbers of a chart's picture, as they are written there.
fn of_picture(figure: &Figure, picture: &Picture) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut sums = vec![0; picture.legend.len()];
    for hit in &picture.hits {
        let shown = |row: usize, target: &Option<Target>| Shown {
            count: number(&hit.rows[row].value),
            target: target.clone(),
        };
        all.push(shown(0, &hit.target));
        for (area, piece) in &hit.pieces {
            let shown = shown(piece.row, &piece.target);
            if let Some(Target::Part { part, .. }) = piece.target {
                sums[part] += shown.count;
            }
            let middle = area.y + area.height / 2.0;
            assert!((area.y..area.bottom()).contains(&middle));
            all.push(shown);
        }
    }
    if let Figure::Stack(_) = figure {
        let legend = picture.legend.iter().zip(sums);
        let legend = legend.filter(|(entry, _)| entry.target.is_some());
        all.extend(legend.map(|(entry, count)| Shown {
            count,
            target: entry.target.clone(),
        }));
    }
    all
}

/// All numbers of its table.
fn of_table(figure: &Figure, table: &Table) -> Vec<Shown> {
    let mut all = Vec::new();
    for (cells, targets) in table.rows.iter().zip(&table.targets) {
        assert_eq!(cells.len(), targets.len());
        let counts = cells[1..].iter().zip(&targets[1..]);
        let counts = match figure {
            // The share beside it opens the same.
            Figure::Counts(_)
            | Figure::Split(_)
            | Figure::Funnel(_)
            | Figure::Histogram(_)
            | Figure::Load(_) => counts.take(1),
            _ => counts.take(usize::MAX),
        };
        let counts = counts.map(|(cell, target)| (number(cell), target));
        let whole = match figure {
            Figure::Heatmap(_) => counts.clone().map(|(count, _)| count).sum(),
            _ => counts.clone().next_back().unwrap().0,
        };
        all.push(Shown {
            count: whole,
            target: targets[0].clone(),
        });
        all.extend(counts.map(|(count, target)| Shown {
            count,
            target: target.clone(),
        }));
    }
    all
}

/// All that opens in a table that is a tile: its line says how many.
fn of_ledger(ledger: &Ledger) -> Vec<Shown> {
    let lines = ledger.groups.iter().flat_map(|group| &group.lines);
    let opening = lines.flat_map(|line| line.cells.iter().map(move |cell| (line, cell)));
    let opening = opening.filter(|(_, cell)| cell.target.is_some());
    // "1,204 of 3,400" beside a share; else the number itself.
    let noted = |cell: &Cell| {
        let first = cell.note.split(' ').next().unwrap_or_default();
        first
            .starts_with(|letter: char| letter.is_ascii_digit())
            .then(|| number(first))
    };
    let all = ledger.all.iter().map(|all| Shown {
        count: number(&all.text),
        target: all.target.clone(),
    });
    // Where all are counted a line may stand for one of them.
    let one = |cell: &Cell| matches!(cell.target, Some(Target::Open(_)));
    let all: Vec<Shown> = all.collect();
    let opening = opening.filter(|(_, cell)| all.is_empty() || !one(cell));
    let lines: Vec<Shown> = opening
        .map(|(line, cell)| {
            let same = || {
                line.cells
                    .iter()
                    .filter(|other| other.target == cell.target)
            };
            let plain = || Some(number(&same().find(|other| other.order.is_some())?.text));
            let count = same().find_map(noted).or_else(plain);
            Shown {
                count: count.expect("a line says how many it opens"),
                target: cell.target.clone(),
            }
        })
        .collect();
    [all, lines].concat()
}

/// How many conversations a card counts, where it counts any.
fn of_card(figure: &Figure) -> Option<u64> {
    let Figure::Card(card) = figure else {
        return None;
    };
    let answer = &card.answer;
    let count = match find(&card.metric).unwrap().compute {
        Compute::Number(Measure::Count(_)) => match answer.value {
            chatgauge::metric::Value::Number(value) => value,
            _ => return None,
        },
        Compute::Quotient(Measure::Count(_), _) => answer.numerator?,
        _ => return None,
    };
    Some(count as u64)
}

/// Everything that a figure shows in whatever form.
fn all_of(figure: &Figure, context: &Context) -> Vec<Shown> {
    let (theme, locale) = (Theme::new(Scheme::Light), Locale::from_tag("en"));
    let scene = Scene {
        theme: &theme,
        locale: &locale,
        measure: &Approximate,
        context,
    };
    let size = Size {
        width: 640.0,
        height: 240.0,
    };
    let mut all = Vec::new();
    if let Figure::Card(card) = figure {
        let about = &find(&card.metric).unwrap().about;
        let picture = picture(figure, Kind::Card, Some(about), size, &scene);
        let target = picture.hits[0].target.clone();
        let told = card.answer.missing.is_empty();
        assert!(told || target.is_none(), "{}", card.metric);
        let counted = of_card(figure);
        assert!(counted.unwrap_or(0) == 0 || target.is_some() || !told);
        all.extend(counted.map(|count| Shown { count, target }));
    } else if let Some(ledger) = ledger(figure, &scene) {
        all.extend(of_ledger(&ledger));
    } else {
        for kind in [Kind::Bars, Kind::Share] {
            let picture = picture(figure, kind, None, size, &scene);
            all.extend(of_picture(figure, &picture));
        }
        all.extend(of_table(figure, &table(figure, None, &scene)));
    }
    all
}

/// Looks at every mark under some filters; returns how many it opened.
pub(crate) fn check(engine: &Engine, filters: &Filters, own: &[&str], bucket: Bucket) -> usize {
    // Whatever else narrows the register is not to narrow what opens.
    let mut state = State {
        filters: filters.clone(),
        search: "nobody".to_owned(),
        within: Some((0, 1)),
        open: Some("c1".to_owned()),
        bucket: Some(bucket),
        ..State::default()
    };
    let period = engine.load_report().span;
    if let Some(Period { from, to }) = period {
        state.change(Change::Period(Choice::Dates(Period { from, to })));
    }
    let board = engine.board(&state.query(period), &asks(own)).unwrap();
    let mut opened = 0;
    for figure in &board.figures {
        let all = all_of(figure, &board.context);
        for Shown { count, target } in all {
            let Some(target) = target else {
                continue;
            };
            let mut next = state.clone();
            next.change(Change::Pick(pick(figure, &board.context, &target).unwrap()));
            assert_eq!(next.view, View::Conversations);
            let rows = engine.rows(&next.listing(period)).unwrap();
            assert!(next.listing(period).search.is_empty());
            assert_eq!(
                rows.len() as u64,
                count,
                "{target:?} of {figure:?} under {filters:?}"
            );
            // The same after a link to it was opened.
            let link = State::read(&next.write(&State::default()), &State::default());
            assert_eq!(link.listing(period), next.listing(period));
            opened += 1;
        }
    }
    opened
}
