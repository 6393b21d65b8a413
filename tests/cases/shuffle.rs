//! Histories with their lines in another order.

use std::collections::{BTreeMap, HashMap};

use chatgauge::base::moment::{self, Moment};
use chatgauge::base::time::{DAY, Millis};
use chatgauge::base::zone::Zone;
use chatgauge::cli::system::SystemZones;
use serde_json::Value;

/// The lines in another order, which keeps that of lines with one instant or
/// one id: there the order means something.
pub(crate) fn shuffled(events: &str, zone: &str, seed: u64) -> String {
    let lines: Vec<&str> = events.lines().collect();
    let mut places: Vec<usize> = (0..lines.len()).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for last in (1..places.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        places.swap(last, (state % (last as u64 + 1)) as usize);
    }
    for bound in bound_lines(&lines, zone) {
        let mut theirs: Vec<usize> = bound.iter().map(|&line| places[line]).collect();
        theirs.sort_unstable();
        for (line, place) in bound.into_iter().zip(theirs) {
            places[line] = place;
        }
    }
    let mut shuffled = vec![""; lines.len()];
    for (line, place) in lines.into_iter().zip(places) {
        shuffled[place] = line;
    }
    shuffled.join("\n")
}

/// Sets of line numbers, each in order, whose order must stay.
fn bound_lines(lines: &[&str], zone: &str) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..lines.len()).collect();
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (line, text) in lines.iter().enumerate() {
        let event: Value = serde_json::from_str(text).unwrap_or_default();
        let instant = instant(&event["ts"], zone).map(|at| format!("at {at}"));
        let id = Some(&event["id"]).filter(|id| !id.is_null());
        let id = id.map(|id| format!("id {}", id.to_string().trim_matches('"')));
        for key in instant.into_iter().chain(id) {
            let first = *first_with.entry(key).or_insert(line);
            let (from, to) = (group[line], group[first]);
            for entry in group.iter_mut().filter(|entry| **entry == from) {
                *entry = to;
            }
        }
    }
    let mut bound: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (line, group) in group.into_iter().enumerate() {
        bound.entry(group).or_default().push(line);
    }
    bound.into_values().collect()
}

fn instant(ts: &Value, zone: &str) -> Option<Millis> {
    let moment = match ts {
        Value::String(text) => moment::read(text)?,
        Value::Number(number) => Moment::Utc(moment::unix(number.as_f64()?)?),
        _ => return None,
    };
    match moment {
        Moment::Utc(at) => Some(at),
        Moment::Local(wall) => {
            let zones = SystemZones::default();
            let zone = Zone::tabulate(&zones, zone, wall - 2 * DAY, wall + 2 * DAY)?;
            Some(zone.instant(wall))
        }
    }
}
