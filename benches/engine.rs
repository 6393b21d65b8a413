//! How fast each part is natively, on one core, with 100,000 conversations:
//!
//! - `scanner`: bytes become records, and records members;
//! - `selection`: filters become the rows that pass;
//! - `views`: what the Overview was answered becomes pictures, and these SVG;
//! - `boards`: what each view asks the engine for;
//! - `engine`: reading, bringing together what was read in parts, folding,
//!   appending, and answering a full report.
//!
//! Prints what the facts of a conversation and the events of a part weigh.

use std::hint::black_box;

use chatgauge::base::time::Period;
use chatgauge::base::zone::Zones;
use chatgauge::conversation::Conversations;
use chatgauge::draw::svg;
use chatgauge::engine::{Engine, Load, Query, ReportQuery};
use chatgauge::event::intake::{read_piece, text_of};
use chatgauge::event::part::Part;
use chatgauge::event::records::{Found, Records};
use chatgauge::event::rejection::Place;
use chatgauge::event::shape::Shape;
use chatgauge::event::{Transcripts, json};
use chatgauge::filter::{Filters, Selection, rows_between};
use chatgauge::report::Board;
use chatgauge::sample::History;
use chatgauge::settings::Settings;
use chatgauge::view::layout::{self, Screen, Tile};
use chatgauge::view::state::View;
use chatgauge::view::{Approximate, Locale, Picture, Scene, Scheme, Size, Theme, about, picture};
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};

/// Events that make about 100,000 conversations.
const EVENTS: u64 = 1_190_000;

/// Only UTC, so that no machine's time zones are measured.
struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

fn history() -> Vec<u8> {
    let mut bytes = Vec::new();
    History::new(7, EVENTS)
        .write_ndjson(&mut bytes)
        .expect("memory takes it");
    bytes
}

fn load(bytes: &[u8]) -> Load {
    let mut load = Load::new();
    load.begin("history.ndjson");
    for chunk in bytes.chunks(1 << 20) {
        load.feed(chunk);
    }
    load
}

/// So many workers read a part each.
const PARTS: usize = 8;

/// So many events come at once to a live portal.
const APPENDED: usize = 100;

/// The history in parts of about equal size.
fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let least = (bytes.len() / PARTS).min(rest.len());
        let line = rest[least..].iter().position(|&byte| byte == b'\n');
        let (piece, after) = rest.split_at(line.map_or(rest.len(), |line| least + line + 1));
        parts.push(read_piece(Shape::Lines, piece, Transcripts::Kept));
        rest = after;
    }
    parts
}

fn together(parts: Vec<Part>) -> Load {
    let mut load = Load::new();
    load.begin_within("history.ndjson", Shape::Lines);
    for part in parts {
        load.absorb(part);
    }
    load
}

/// Lines like the first ones, with ids of their own.
fn more(bytes: &[u8], round: usize) -> Load {
    let mut load = Load::new();
    load.begin_within("more.ndjson", Shape::Lines);
    for line in bytes.split(|&byte| byte == b'\n').take(APPENDED) {
        let line = String::from_utf8_lossy(line);
        let line = line.replacen("\"id\":\"", &format!("\"id\":\"{round} "), 1);
        load.feed(line.as_bytes());
        load.feed(b"\n");
    }
    load
}

#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn bench_parts(group: &mut BenchmarkGroup<'_, WallTime>, bytes: &[u8]) {
    let parts = parts(bytes);
    let posted: Vec<Vec<u8>> = parts.iter().map(Part::to_bytes).collect();
    let events: usize = parts.iter().map(|part| part.log.len()).sum();
    let texts: usize = parts.iter().map(|part| part.log.texts.bytes()).sum();
    let ids: usize = parts.iter().map(|part| part.ids.len()).sum();
    println!(
        "{events} events in {} parts, {ids} with an id: {} bytes each as posted, \
         {} of them texts; the file has {}",
        parts.len(),
        posted.iter().map(Vec::len).sum::<usize>() / events,
        texts / events,
        bytes.len() / events,
    );
    group.throughput(Throughput::Elements(events as u64));
    group.bench_function("part to bytes", |b| {
        b.iter(|| {
            parts
                .iter()
                .map(|part| part.to_bytes().len())
                .sum::<usize>()
        });
    });
    group.bench_function("part from bytes", |b| {
        b.iter(|| {
            let read = posted.iter().map(|bytes| Part::from_bytes(bytes));
            read.map(|part| part.expect("a part").log.len())
                .sum::<usize>()
        });
    });
    group.bench_function("absorb", |b| {
        b.iter_batched(|| parts.clone(), together, BatchSize::PerIteration);
    });
}

fn engine(bytes: &[u8]) -> Engine {
    let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
    engine.adopt(load(bytes)).expect("UTC is known");
    engine
}

fn all(engine: &Engine) -> Period {
    engine.load_report().span.expect("the sample has events")
}

/// Calls for the text of each record.
fn cut(bytes: &[u8], mut record: impl FnMut(&str)) {
    let mut records = Records::within(Shape::Lines);
    let mut take = |_: Place, found: Found<'_>| record(text_of(found).expect("the sample is text"));
    for chunk in bytes.chunks(1 << 20) {
        records.feed(chunk, &mut take);
    }
    records.end(&mut take);
}

fn bench_scanner(c: &mut Criterion, bytes: &[u8]) {
    let mut group = c.benchmark_group("scanner");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("bytes to records", |b| {
        b.iter(|| {
            cut(bytes, |record| {
                black_box(record);
            })
        });
    });
    group.bench_function("bytes to members of records", |b| {
        b.iter(|| {
            let mut members = 0;
            cut(bytes, |record| {
                let mut count = |_, _| members += 1;
                json::scan(record, &mut count).expect("the sample is JSON");
            });
            members
        });
    });
    group.finish();
}

/// Filters by key.
type Chosen = &'static [(&'static str, &'static [&'static str])];

fn filters(list: Chosen) -> Filters {
    let owned = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect();
    let entries = list
        .iter()
        .map(|(key, values)| ((*key).to_owned(), owned(values)));
    entries.collect()
}

fn bench_selection(c: &mut Criterion, conversations: &Conversations, period: Period) {
    let mut group = c.benchmark_group("selection");
    group.throughput(Throughput::Elements(conversations.facts.len() as u64));
    let bounds = conversations.zone.bounds(period);
    group.bench_function("period", |b| {
        b.iter(|| rows_between(conversations, black_box(bounds)));
    });
    let select = |filters: &Filters| {
        Selection::new(conversations, filters).expect("the sample has these fields")
    };
    let cases: [(&str, Chosen); 4] = [
        ("one value", &[("channel", &["web"])]),
        (
            "several values",
            &[("channel", &["web", "whatsapp", "email"])],
        ),
        ("all but one value", &[("outcome!", &["resolved_by_bot"])]),
        ("an attribute", &[("plan", &["gold"])]),
    ];
    for (name, list) in cases {
        let filters = filters(list);
        let passing = select(&filters).passing().count();
        assert!(0 < passing && passing < conversations.facts.len(), "{name}");
        group.bench_function(name, |b| b.iter(|| select(black_box(&filters)).passing()));
    }
    let both = select(&filters(&[
        ("channel", &["web"]),
        ("outcome!", &["resolved_by_bot"]),
    ]));
    let channel = conversations
        .dimension("channel")
        .expect("the sample has channels");
    group.bench_function("all filters but a chart's own", |b| {
        b.iter(|| both.except(black_box(&[channel])));
    });
    group.finish();
}

/// So wide and high are a screen's pictures.
const SIZE: Size = Size {
    width: 640.0,
    height: 240.0,
};

/// The pictures of what a screen was answered.
fn pictures(screen: &Screen, board: &Board) -> Vec<Picture> {
    let scene = Scene {
        theme: &Theme::new(Scheme::Light),
        locale: &Locale::from_tag("en"),
        measure: &Approximate,
        context: &board.context,
    };
    let charts = screen.panels.iter().flat_map(|panel| &panel.tiles);
    let tiles: Vec<&Tile> = screen.cards.iter().chain(charts).collect();
    let drawn = tiles.into_iter().zip(&board.figures);
    drawn
        .map(|(tile, figure)| picture(figure, tile.kind, about(&tile.ask), SIZE, &scene))
        .collect()
}

fn bench_views(c: &mut Criterion, engine: &Engine, query: &Query) {
    let screen = Screen::of(&layout::usual(View::Overview));
    let board = engine.board(query, &screen.asks()).expect("a period");
    let mut group = c.benchmark_group("views");
    group.bench_function("answers to pictures", |b| {
        b.iter(|| pictures(&screen, black_box(&board)));
    });
    let pictures = pictures(&screen, &board);
    let marks: usize = pictures.iter().map(|picture| picture.marks.len()).sum();
    group.throughput(Throughput::Elements(marks as u64));
    group.bench_function("pictures to SVG, by mark", |b| {
        let draw = |picture: &Picture| svg(picture, "sans-serif").len();
        b.iter(|| black_box(&pictures).iter().map(draw).sum::<usize>());
    });
    group.finish();
}

/// What each view asks for, for two periods in turn: the same one again would
/// cost nothing.
fn bench_boards(c: &mut Criterion, engine: &Engine, query: &Query) {
    let mut group = c.benchmark_group("boards");
    let today = engine.load_report().span.expect("days").to;
    let mut queries = [90, 89].map(|days| Query {
        period: Some(Period::ending(today, days)),
        ..query.clone()
    });
    for view in View::ALL.into_iter().filter(|view| view.board().is_some()) {
        let asks = Screen::of(&layout::usual(view)).asks();
        group.bench_function(view.name(), |b| {
            b.iter(|| {
                queries.reverse();
                engine
                    .board(black_box(&queries[0]), &asks)
                    .expect("a board")
            });
        });
    }
    group.finish();
}

#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn benches(c: &mut Criterion) {
    let bytes = history();
    bench_scanner(c, &bytes);
    let mut engine = engine(&bytes);
    let facts = &engine.conversations().facts;
    println!(
        "{} conversations, {} bytes of facts each",
        facts.len(),
        facts.bytes() / facts.len()
    );
    let query = Query {
        period: Some(all(&engine)),
        ..Query::default()
    };
    bench_selection(
        c,
        engine.conversations(),
        Period::ending(all(&engine).to, 28),
    );
    bench_views(c, &engine, &query);
    bench_boards(c, &engine, &query);
    bench_engine(c, &bytes, &mut engine, &query);
}

fn bench_engine(c: &mut Criterion, bytes: &[u8], engine: &mut Engine, query: &Query) {
    let mut group = c.benchmark_group("engine");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("load", |b| b.iter(|| black_box(load(bytes))));
    group.throughput(Throughput::Elements(
        engine.conversations().facts.len() as u64
    ));
    group.bench_function("fold", |b| {
        b.iter(|| {
            engine
                .set_settings(black_box(Settings::default()))
                .expect("UTC is known")
        });
    });
    bench_parts(&mut group, bytes);
    let mut round = 0;
    group.throughput(Throughput::Elements(APPENDED as u64));
    group.bench_function("append", |b| {
        b.iter(|| {
            round += 1;
            let report = engine.append(more(bytes, round));
            report.expect("UTC is known")
        });
    });
    let report = ReportQuery {
        from: query.period.map(|period| period.from),
        to: query.period.map(|period| period.to),
        ..ReportQuery::default()
    };
    group.bench_function("report, all metrics", |b| {
        b.iter(|| engine.report(black_box(&report)).expect("a period"));
    });
    let asks = Screen::of(&layout::usual(View::Overview)).asks();
    group.bench_function("board, the Overview", |b| {
        b.iter(|| engine.board(black_box(query), &asks).expect("a period"));
    });
    group.finish();
}

criterion_group!(group, benches);
criterion_main!(group);
