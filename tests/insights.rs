//! Compare, scorecard, causes and impact of a history small enough to be
//! worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::interval::Share;
use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Error, Load, Query};
use chatgauge::metric::{Category, How, Status, Untold};
use chatgauge::report::arms::{ArmsFigure, ArmsRow, Which};
use chatgauge::report::{
    Arms, ArmsAsk, Change, ImpactAsk, Listing, MovedAsk, QueryError, Scorecard, ScorecardAsk, Side,
    TargetRow, Value,
};
use chatgauge::sample::History;
use chatgauge::settings::Settings;

/// So many conversations of a day on a channel and about a topic, of which
/// the first are handed off and rated as told.
struct Batch {
    day: &'static str,
    channel: &'static str,
    topic: &'static str,
    count: usize,
    handed_off: usize,
    scores: &'static [u8],
}

/// Web from 40 of 80 to 30 of 50 handed off, sms from 5 of 20 to 20 of 50:
/// in all from 0.45 to 0.5.
const BATCHES: [Batch; 5] = [
    batch("2026-05-20", "web", "returns", (80, 40), &[5, 4, 3]),
    batch("2026-05-21", "sms", "delivery", (20, 5), &[1, 2]),
    batch("2026-05-27", "web", "returns", (50, 30), &[5, 5, 1, 4]),
    batch("2026-05-28", "sms", "delivery", (40, 12), &[2, 1]),
    batch("2026-05-31", "sms", "", (10, 8), &[]),
];

const fn batch(
    day: &'static str,
    channel: &'static str,
    topic: &'static str,
    (count, handed_off): (usize, usize),
    scores: &'static [u8],
) -> Batch {
    Batch {
        day,
        channel,
        topic,
        count,
        handed_off,
        scores,
    }
}

impl Batch {
    fn lines(&self) -> String {
        let Batch {
            day,
            channel,
            topic,
            ..
        } = self;
        let mut lines = String::new();
        for number in 0..self.count {
            let id = format!("{day}-{channel}-{number}");
            let mut event = |second: usize, rest: &str| {
                lines.push_str(&format!(
                    "{{\"ts\":\"{day}T09:00:{second:02}Z\",\"conversation_id\":\"{id}\",{rest}}}\n"
                ));
            };
            let topic = match topic.is_empty() {
                true => String::new(),
                false => format!(",\"topic\":\"{topic}\""),
            };
            event(
                0,
                &format!(
                    "\"type\":\"message\",\"role\":\"user\",\"text\":\"Hi\",\"channel\":\"{channel}\"{topic}"
                ),
            );
            event(
                1,
                "\"type\":\"message\",\"role\":\"bot\",\"text\":\"Hello\"",
            );
            if number % 4 == 0 {
                event(2, "\"type\":\"tagged\",\"tags\":[\"new\",\"vip\"]");
            }
            if number < self.handed_off {
                event(3, "\"type\":\"handoff\",\"status\":\"successful\"");
            }
            if let Some(score) = self.scores.get(number) {
                event(
                    4,
                    &format!("\"type\":\"rating\",\"kind\":\"csat\",\"score\":{score}"),
                );
            }
        }
        lines
    }
}

fn engine() -> Engine {
    let lines: String = BATCHES.iter().map(Batch::lines).collect();
    loaded(lines.as_bytes())
}

fn loaded(bytes: &[u8]) -> Engine {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(bytes);
    load.end().unwrap();
    let zones = Box::new(SystemZones::default());
    let mut engine = Engine::new(zones, i64::MAX / 2, "UTC");
    engine.adopt(load).unwrap();
    engine
}

fn period(from: &str, to: &str) -> Period {
    Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

fn week() -> Query {
    Query {
        period: Some(period("2026-05-25", "2026-05-31")),
        ..Query::default()
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn row<'a>(figure: &'a ArmsFigure, id: &str) -> &'a ArmsRow {
    figure.rows.iter().find(|row| row.metric == id).unwrap()
}

fn close(ours: f64, by_hand: f64) {
    assert!((ours - by_hand).abs() < 1e-12, "{ours}, not {by_hand}");
}

fn listed(engine: &Engine, query: &Query) -> u64 {
    let query = query.clone();
    let listing = Listing {
        query,
        ..Listing::default()
    };
    engine.rows(&listing).unwrap().len() as u64
}

#[test]
fn two_periods_side_by_side() {
    let engine = engine();
    let now = period("2026-05-25", "2026-05-31");
    let arms = Arms::Periods(now, now.previous());
    let query = Query::default();
    let figure = engine.arms(&ArmsAsk { query, arms }).unwrap();
    assert_eq!((figure.a.conversations, figure.b.conversations), (100, 100));
    assert_eq!(listed(&engine, &figure.b.query), 100);
    assert_eq!(
        (figure.overlap, figure.rows.len()),
        (0, chatgauge::metric::catalogue().len())
    );

    let handoff = row(&figure, "handoff_rate");
    assert_eq!(handoff.family, "handoff");
    let Change::By(by) = handoff.difference else {
        panic!("a difference");
    };
    close(by, 0.05);
    let [now, before] = [50, 45].map(|some| Share { some, of: 100 });
    let evidence = now.less(before).unwrap();
    assert_eq!(handoff.interval, Some(evidence.interval));
    assert_eq!(handoff.p, evidence.p);
    assert_eq!((handoff.n, handoff.few), (Some((100, 100)), false));
    assert_eq!(handoff.better, Some(Which::B));

    let mean = row(&figure, "csat_mean");
    assert_eq!((mean.n, mean.few), (Some((6, 5)), true));
    // 5 5 1 4 2 1 and 5 4 3 1 2: means 3 and 3, squares 18 and 10.
    let (from, to) = mean.interval.unwrap();
    close(from + to, 0.0);
    close(mean.p.unwrap(), 1.0);

    let total = row(&figure, "conversations");
    assert_eq!((total.interval, total.untold), (None, Some(Untold::Total)));
    assert_eq!((total.n, total.better), (None, None));
    assert_eq!(row(&figure, "customers").untold, Some(Untold::Total));
    let customers = row(&figure, "conversations_per_customer");
    assert_eq!(customers.untold, Some(Untold::Customers));
    assert_eq!(row(&figure, "revenue_per_chat").untold, Some(Untold::Money));
    assert_eq!(row(&figure, "fallback_rate").untold, Some(Untold::Things));
    assert_eq!(row(&figure, "utilisation").untold, Some(Untold::Made));
    assert_eq!(row(&figure, "visit_chat_rate").untold, Some(Untold::Apart));
    assert_eq!(row(&figure, "goal_completion_rate").better, None);
    assert_eq!(row(&figure, "nps").untold, Some(Untold::Undefined));
}

#[test]
fn two_values_side_by_side() {
    let engine = engine();
    let values = |by: &str, a: Option<String>, b: Option<String>| Arms::Values {
        by: by.to_owned(),
        a,
        b,
    };
    // A filter on what is compared does not count; others do.
    let mut query = week();
    query
        .filters
        .insert("channel".to_owned(), vec!["sms".to_owned()]);
    let arms = values("channel", text("web"), text("sms"));
    let figure = engine
        .arms(&ArmsAsk {
            query: query.clone(),
            arms,
        })
        .unwrap();
    assert_eq!((figure.a.conversations, figure.b.conversations), (50, 50));
    for arm in [&figure.a, &figure.b] {
        assert_eq!(listed(&engine, &arm.query), arm.conversations);
    }
    let handoff = row(&figure, "handoff_rate");
    assert_eq!(
        (handoff.a.numerator, handoff.b.numerator),
        (Some(30.0), Some(20.0))
    );

    let arms = values("topic", None, text("delivery"));
    let figure = engine
        .arms(&ArmsAsk {
            query: query.clone(),
            arms,
        })
        .unwrap();
    assert_eq!((figure.a.conversations, figure.b.conversations), (10, 40));
    assert_eq!(listed(&engine, &figure.a.query), 10);
    assert!(row(&figure, "handoff_rate").few);

    let arms = values("topic", text("luck"), text("returns"));
    let figure = engine
        .arms(&ArmsAsk {
            query: week(),
            arms,
        })
        .unwrap();
    assert_eq!((figure.a.conversations, figure.b.conversations), (0, 50));
    assert_eq!(row(&figure, "handoff_rate").untold, Some(Untold::Undefined));

    let arms = values("tag", text("vip"), text("new"));
    let figure = engine
        .arms(&ArmsAsk {
            query: week(),
            arms,
        })
        .unwrap();
    assert_eq!(figure.overlap, 13 + 10 + 3);
    let handoff = row(&figure, "handoff_rate");
    assert_eq!(
        (handoff.interval, handoff.untold),
        (None, Some(Untold::Overlap))
    );
    assert_eq!(handoff.difference, Change::By(0.0));
}

#[test]
fn what_moved_the_rate() {
    let engine = engine();
    let ask = MovedAsk {
        query: week(),
        metric: "handoff_rate".to_owned(),
        dimensions: None,
    };
    let moved = engine.moved(&ask).unwrap();
    assert_eq!(moved.how, How::Rates);
    close(moved.change.unwrap(), 0.05);
    let names: Vec<&str> = { moved.dimensions.iter() }
        .map(|table| table.dimension.as_str())
        .collect();
    assert!(
        names.contains(&"channel") && names.contains(&"topic"),
        "{names:?}"
    );
    assert!(
        !names.contains(&"outcome") && !names.contains(&"tag"),
        "{names:?}"
    );
    let table = |name: &str| {
        let mut tables = moved.dimensions.iter();
        tables.find(|table| table.dimension == name).unwrap()
    };
    let [web, sms] = &table("channel").rows[..] else {
        panic!("two channels");
    };
    assert_eq!((&web.key, &sms.key), (&text("web"), &text("sms")));
    close(web.mix.unwrap(), -0.015);
    close(web.rate.unwrap(), 0.05);
    close(sms.mix.unwrap(), -0.06);
    close(sms.rate.unwrap(), 0.075);
    assert_eq!(
        (sms.before.numerator, sms.before.of, sms.few),
        (Some(5.0), 20.0, true)
    );
    // No topic: it came new, with 8 of 10 of 100.
    let mut topics = table("topic").rows.iter();
    let none = topics.find(|row| row.key.is_none()).unwrap();
    close(none.mix.unwrap(), 0.1 * (0.8 - 0.45));
    assert_eq!((none.rate, none.before.value), (Some(0.0), None));
}

#[test]
fn what_moved_a_number() {
    let engine = engine();
    let mut ask = MovedAsk {
        query: week(),
        metric: "handoffs".to_owned(),
        dimensions: Some(vec!["channel".to_owned(), "tag".to_owned()]),
    };
    let moved = engine.moved(&ask).unwrap();
    assert_eq!((moved.how, moved.change), (How::Counts, Some(5.0)));
    let by_channel = moved
        .dimensions
        .iter()
        .find(|table| table.dimension == "channel");
    let by_channel: Vec<_> = { by_channel.unwrap().rows.iter() }
        .map(|row| (row.key.clone(), row.contribution))
        .collect();
    assert_eq!(by_channel, [(text("sms"), 15.0), (text("web"), -10.0)]);
    assert!(moved.dimensions.iter().any(|table| !table.adds_up));

    ask.metric = "revenue".to_owned();
    assert_eq!(engine.moved(&ask).unwrap().how, How::Whole);
    ask.metric = "luck".to_owned();
    let unknown = Error::Query(QueryError::UnknownMetric("luck".to_owned()));
    assert_eq!(engine.moved(&ask), Err(unknown));
    // Nothing lies before the first day.
    ask.metric = "handoff_rate".to_owned();
    ask.query.period = Some(period("2026-05-14", "2026-05-20"));
    let moved = engine.moved(&ask).unwrap();
    assert_eq!((moved.change, moved.dimensions.len()), (None, 0));
}

#[test]
fn what_a_topic_does() {
    let ask = ImpactAsk {
        query: week(),
        ..ImpactAsk::default()
    };
    let impact = engine().impact(&ask).unwrap();
    assert_eq!(impact.conversations, 100);
    let keys: Vec<_> = impact
        .rows
        .iter()
        .map(|row| (row.key.clone(), row.conversations))
        .collect();
    assert_eq!(
        keys,
        [(text("returns"), 50), (text("delivery"), 40), (None, 10)]
    );
    // 50 of 100 in all; without returns 20 of 50.
    let handoff = impact.rows[0].cells[1];
    close(handoff.impact.unwrap(), 0.1);
    assert_eq!(
        (handoff.without.numerator, handoff.without.of),
        (Some(20.0), 50.0)
    );
    assert!(!handoff.few && impact.rows[2].cells[1].few);
    // CSAT 3 of 6; without returns 0 of 2; without what has no ratings as it is.
    close(impact.rows[0].cells[2].impact.unwrap(), 0.5);
    close(impact.rows[2].cells[2].impact.unwrap(), 0.0);
}

fn counts_are_listed(engine: &Engine, scorecard: &Scorecard) {
    for review in scorecard.fell_short.iter().chain(&scorecard.moved) {
        let weighing = review.weighs.iter().map(|weighs| &weighs.behind);
        for behind in review.behind.iter().chain(weighing) {
            let listed = engine.rows(&behind.listing).unwrap();
            assert_eq!(listed.len() as u64, behind.count, "{}", review.metric);
        }
    }
}

#[test]
fn metrics_beside_their_targets() {
    let engine = engine();
    let target = |metric: &str, min, max| TargetRow {
        metric: metric.to_owned(),
        min,
        max,
    };
    let ask = ScorecardAsk {
        query: week(),
        rows: Some(vec![
            target("handoff_rate", None, Some(0.4)),
            target("csat", Some(0.8), None),
            target("revenue_per_chat", Some(10.0), None),
            target("conversations", Some(50.0), Some(200.0)),
        ]),
    };
    let scorecard = engine.scorecard(&ask).unwrap();
    let rows: Vec<_> = { scorecard.rows.iter() }
        .map(|row| (row.target.metric.as_str(), row.category, row.status))
        .collect();
    assert_eq!(
        rows,
        [
            ("csat", Category::Satisfaction, Some(Status::Short)),
            ("handoff_rate", Category::Operations, Some(Status::Short)),
            ("conversations", Category::Operations, Some(Status::Within)),
            ("revenue_per_chat", Category::Business, None),
        ]
    );
    assert_eq!((scorecard.step_days, scorecard.steps.len()), (7, 12));
    let trend = &scorecard.rows[1].trend;
    let told: Vec<Option<f64>> = trend[9..].to_vec();
    assert_eq!(told, [None, Some(0.45), Some(0.5)]);
    assert_eq!(scorecard.rows[2].trend[..10], [None; 10]);

    // CSAT is short by 0.375 of 0.8, hand-off by 0.25 of 0.4.
    let short: Vec<&str> = { scorecard.fell_short.iter() }
        .map(|review| review.metric.as_str())
        .collect();
    assert_eq!(short, ["csat", "handoff_rate"]);
    let handoff = &scorecard.fell_short[1];
    close(handoff.by, 0.25);
    assert_eq!(handoff.behind.as_ref().unwrap().count, 50);
    // Web: 30 of 50 where 25 would be usual. The same fifty are about returns
    // and of a Wednesday, which is not told again.
    let [heaviest] = &handoff.weighs[..] else {
        panic!("one value");
    };
    close(heaviest.weight, 5.0);
    assert_eq!((heaviest.value, heaviest.behind.count), (Some(0.6), 30));
    // Of a share that should be larger, those that it lacks.
    let csat = scorecard.fell_short[0].behind.as_ref().unwrap();
    let side = csat.listing.behind.as_ref().map(|behind| behind.side);
    assert_eq!(side, Some(Side::Rest));
    counts_are_listed(&engine, &scorecard);
    let moved: Vec<&str> = scorecard
        .moved
        .iter()
        .map(|review| review.metric.as_str())
        .collect();
    assert_eq!(moved, ["csat", "handoff_rate"]);
}

#[test]
fn without_targets_those_of_the_settings_are_taken() {
    let mut bytes = Vec::new();
    History::new(7, 6_000).write_ndjson(&mut bytes).unwrap();
    let mut engine = loaded(&bytes);
    let targets = Settings::default().targets;
    let scorecard = engine.scorecard(&ScorecardAsk::default()).unwrap();
    assert_eq!(scorecard.rows.len(), targets.len());
    let money = { scorecard.rows.iter() }
        .find(|row| row.target.metric == "revenue_per_chat")
        .unwrap();
    let Value::Money(amounts) = &money.answer.value else {
        panic!("amounts");
    };
    assert_eq!(
        money.value.as_ref(),
        amounts.get(money.currency.as_ref().unwrap())
    );
    for row in &scorecard.rows {
        assert_eq!(row.trend.len(), 12, "{}", row.target.metric);
        assert_eq!(row.trend[11], row.value, "{}", row.target.metric);
    }
    let mut settings = Settings::default();
    settings.targets.retain(|id, _| id == "csat");
    engine.set_settings(settings).unwrap();
    assert_eq!(
        engine
            .scorecard(&ScorecardAsk::default())
            .unwrap()
            .rows
            .len(),
        1
    );
}

#[test]
fn the_documents_cross_as_they_are() {
    let engine = engine();
    let now = period("2026-05-25", "2026-05-31");
    let arms = engine
        .arms(&ArmsAsk {
            query: week(),
            arms: Arms::Periods(now, now.previous()),
        })
        .unwrap();
    let bytes = chatgauge::base::wire::to_bytes(&arms);
    let again: ArmsFigure = chatgauge::base::wire::from_bytes(&bytes).unwrap();
    assert_eq!(again, arms);
    let scorecard = engine.scorecard(&ScorecardAsk::default()).unwrap();
    let bytes = chatgauge::base::wire::to_bytes(&scorecard);
    let again: chatgauge::report::Scorecard = chatgauge::base::wire::from_bytes(&bytes).unwrap();
    assert_eq!(again, scorecard);
    let ask = MovedAsk {
        query: week(),
        metric: "csat".to_owned(),
        dimensions: None,
    };
    let moved = engine.moved(&ask).unwrap();
    let bytes = chatgauge::base::wire::to_bytes(&moved);
    let again: chatgauge::report::Moved = chatgauge::base::wire::from_bytes(&bytes).unwrap();
    assert_eq!(again, moved);
    let impact = engine.impact(&ImpactAsk::default()).unwrap();
    let bytes = chatgauge::base::wire::to_bytes(&impact);
    let again: chatgauge::report::Impact = chatgauge::base::wire::from_bytes(&bytes).unwrap();
    assert_eq!(again, impact);
}
