//! How fast the engine is natively, on one core: reading, folding, and
//! answering a full report of 100,000 conversations. Prints what the facts
//! of a conversation weigh.

use std::hint::black_box;

use chatgauge::base::time::Period;
use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load, Query, ReportQuery};
use chatgauge::report::Ask;
use chatgauge::sample::History;
use chatgauge::settings::Settings;
use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};

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
