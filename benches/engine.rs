//! How fast the engine is natively, on one core: reading, bringing together
//! what was read in parts, folding, appending, and answering a full report of
//! 100,000 conversations. Prints what the facts of a conversation and the
//! events of a part weigh.

use std::hint::black_box;

use chatgauge::base::time::Period;
use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load, Query, ReportQuery};
use chatgauge::event::Transcripts;
use chatgauge::event::intake::read_piece;
use chatgauge::event::part::Part;
use chatgauge::event::shape::Shape;
use chatgauge::report::Ask;
use chatgauge::sample::History;
use chatgauge::settings::Settings;
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

#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn benches(c: &mut Criterion) {
    let bytes = history();
    let mut engine = engine(&bytes);
    let facts = &engine.conversations().facts;
    println!(
        "{} conversations, {} bytes of facts each",
        facts.len(),
        facts.bytes() / facts.len()
    );
    let period = all(&engine);

    let mut group = c.benchmark_group("engine");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("load", |b| b.iter(|| black_box(load(&bytes))));
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
    bench_parts(&mut group, &bytes);
    let mut round = 0;
    group.throughput(Throughput::Elements(APPENDED as u64));
    group.bench_function("append", |b| {
        b.iter(|| {
            round += 1;
            let report = engine.append(more(&bytes, round));
            report.expect("UTC is known")
        });
    });
    let report = ReportQuery {
        from: Some(period.from),
        to: Some(period.to),
        ..ReportQuery::default()
    };
    group.bench_function("report, all metrics", |b| {
        b.iter(|| engine.report(black_box(&report)).expect("a period"));
    });
    let (query, asks) = (
        Query {
            period: Some(period),
            ..Query::default()
        },
        overview(),
    );
    group.bench_function("board, the Overview", |b| {
        b.iter(|| engine.board(black_box(&query), &asks).expect("a period"));
    });
    group.finish();
}

/// What the Overview asks for.
fn overview() -> Vec<Ask> {
    chatgauge::view::layout::overview().asks()
}

criterion_group!(group, benches);
criterion_main!(group);
