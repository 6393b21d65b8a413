//! What the charts of one board count. Most of them are of the same
//! conversations, so these are picked once.

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::rc::Rc;

use crate::base::order;
use crate::conversation::facts::is;
use crate::conversation::{Dimension, Outcome, SupportType};
use crate::engine::board::shown_currency;
use crate::engine::desk::Desk;
use crate::engine::steps::Steps;
use crate::filter::{dimension, rows_between};
use crate::metric::{self, which};
use crate::report::QueryError;
use crate::report::figure::{
    CardFigure, CountsFigure, HeatmapFigure, HeatmapOf, Layer, Others, PRIORITY, RunFigure,
    StackFigure, counted_of,
};

/// The flags that all conversations have.
pub(super) const EVERY: u32 = 0;

/// How many counts a chart over time may hold, whatever its steps and values:
/// 8 MB. Where there would be more, the smallest values are told together.
const MOST_COUNTS: usize = 1_000_000;
/// As many values stand on their own, however many steps there are.
const LEAST_LAYERS: usize = 50;
/// More values than this nobody reads beside each other.
const MOST_LAYERS: usize = 1_000;
/// What platforms call priorities that are high, in whatever case.
const HIGH: [&str; 4] = ["high", "highest", "urgent", "critical"];

/// The charts of one period.
pub(super) struct Charts<'a, 'c> {
    desk: &'a Desk<'c>,
    pub(super) steps: &'a Steps,
    picked: RefCell<Vec<Picked>>,
    open: OnceCell<Vec<u32>>,
}

/// The rows of the period that some charts show.
struct Picked {
    /// The filters on these are left out.
    except: Vec<Dimension>,
    /// The rows have all these flags.
    flags: u32,
    rows: Rc<Vec<u32>>,
}

impl<'a, 'c> Charts<'a, 'c> {
    /// Nothing picked yet.
    pub(super) fn new(desk: &'a Desk<'c>, steps: &'a Steps) -> Charts<'a, 'c> {
        Charts {
            desk,
            steps,
            picked: RefCell::default(),
            open: OnceCell::new(),
        }
    }

    /// The rows of the period that have some flags and pass the filters, but
    /// those on some dimensions; in order.
    pub(super) fn rows(&self, except: &[Dimension], flags: u32) -> Rc<Vec<u32>> {
        let Desk { selection, .. } = self.desk;
        let mut except = except.to_vec();
        except.retain(|dimension| selection.is_on(*dimension));
        let same = |picked: &&Picked| picked.except == except && picked.flags == flags;
        let known = self
            .picked
            .borrow()
            .iter()
            .find(same)
            .map(|known| known.rows.clone());
        known.unwrap_or_else(|| {
            let rows = Rc::new(self.pick(&except, flags));
            let picked = Picked {
                except,
                flags,
                rows: rows.clone(),
            };
            self.picked.borrow_mut().push(picked);
            rows
        })
    }

    fn pick(&self, except: &[Dimension], flags: u32) -> Vec<u32> {
        let conversations = self.desk.conversations;
        if flags != EVERY {
            let mut rows = Vec::new();
            let has = which::ALL.with(flags);
            has.pick(conversations, &self.rows(except, EVERY), &mut rows);
            return rows;
        }
        match except {
            [] => self.desk.rows(self.steps.bounds),
            _ => {
                let passing = self.desk.selection.except(except);
                passing.within(rows_between(conversations, self.steps.bounds))
            }
        }
    }

    /// Of some rows those of a step.
    fn step<'r>(&self, rows: &'r [u32], step: usize) -> &'r [u32] {
        self.desk.part(rows, self.steps.span(step))
    }

    /// By step, whether any of some rows is still open.
    fn provisional(&self, rows: &[u32]) -> Vec<bool> {
        let facts = &self.desk.conversations.facts;
        let is_open = |&row: &u32| !facts.has(row as usize, is::CLOSED);
        // Mostly the latest few are, so most steps need no look at their rows.
        let open = self.open.get_or_init(|| {
            let mut rows = Vec::new();
            let within = rows_between(self.desk.conversations, self.steps.bounds);
            let first = within.start as u32;
            for (row, flags) in (first..).zip(&facts.flags[within]) {
                if flags & is::CLOSED == 0 {
                    rows.push(row);
                }
            }
            rows
        });
        let steps = 0..self.steps.len();
        steps
            .map(|step| {
                !self.step(open, step).is_empty() && self.step(rows, step).iter().any(is_open)
            })
            .collect()
    }

    /// What a card tells step by step.
    pub(super) fn run(&self, card: CardFigure, currency: Option<&str>) -> RunFigure {
        RunFigure {
            metric: card.metric,
            currency: shown_currency(&card.answer.value, currency),
            values: card.spark,
            missing: card.answer.missing,
            provisional: self.provisional(&self.rows(&[], EVERY)),
        }
    }

    /// Conversations by the values of a dimension, step by step.
    pub(super) fn stack(&self, by: &str, engaged: bool) -> Result<StackFigure, QueryError> {
        let dimension = dimension(self.desk.conversations, by)?;
        let rows = self.rows(&[dimension], flag(engaged));
        let steps = 0..self.steps.len();
        let counted = |step: usize| self.step(&rows, step).len() as u64;
        let most = MOST_COUNTS / self.steps.len().max(1);
        let most = most.clamp(LEAST_LAYERS, MOST_LAYERS);
        let lists = steps.clone().map(|step| self.step(&rows, step));
        let Tally { layers, others } = self.tally(dimension, lists, most);
        Ok(StackFigure {
            by: by.to_owned(),
            engaged,
            layers,
            others,
            provisional: self.provisional(&rows),
            totals: steps.map(counted).collect(),
        })
    }

    /// Conversations by the values of a dimension.
    pub(super) fn counts(&self, by: &str, engaged: bool) -> Result<CountsFigure, QueryError> {
        let dimension = dimension(self.desk.conversations, by)?;
        let of = counted_of(by, engaged).and_then(metric::find);
        let flags = match dimension {
            _ if engaged => is::ENGAGED,
            Dimension::HandoffOutcome | Dimension::HandoffReason => is::WITH_HANDOFF,
            Dimension::MissedBy | Dimension::MissedReason => is::MISSED,
            _ => EVERY,
        };
        let rows = self.rows(&[dimension], flags);
        let occurs = |kind: &str| self.desk.conversations.log.occurs(kind);
        let missing = of.map(|of| of.missing(occurs)).unwrap_or_default();
        Ok(CountsFigure {
            engaged,
            missing: missing.into_iter().map(str::to_owned).collect(),
            ..self.counted(by, dimension, &rows)
        })
    }

    /// The same of those with a high priority, whatever the filters say of
    /// priorities.
    pub(super) fn urgent(&self, by: &str) -> Result<CountsFigure, QueryError> {
        let conversations = self.desk.conversations;
        let [dimension, priority] = [
            dimension(conversations, by)?,
            dimension(conversations, PRIORITY)?,
        ];
        let codes = 0..conversations.code_count(priority) as u32;
        let is_high = |code: &u32| {
            let name = conversations.label(priority, *code);
            HIGH.iter().any(|high| high.eq_ignore_ascii_case(&name))
        };
        let high: Vec<u32> = codes.filter(is_high).collect();
        let mut met = vec![false; high.len()];
        let mut rows = self.rows(&[dimension, priority], EVERY).to_vec();
        rows.retain(|&row| {
            let codes = conversations.codes(priority, row as usize);
            let place = |code| high.iter().position(|high| high == code);
            let places = codes.as_slice().iter().filter_map(place);
            places.map(|place| met[place] = true).count() > 0
        });
        // A name that nothing here has would open nothing.
        let named = high.into_iter().zip(met).filter(|(_, met)| *met);
        let names = named.map(|(code, _)| conversations.label(priority, code));
        let names = names.collect();
        Ok(CountsFigure {
            urgent: Some(names),
            ..self.counted(by, dimension, &rows)
        })
    }

    fn counted(&self, by: &str, dimension: Dimension, rows: &[u32]) -> CountsFigure {
        let tally = self.tally(dimension, std::iter::once(rows), usize::MAX);
        let layers = tally.layers.into_iter();
        CountsFigure {
            by: by.to_owned(),
            engaged: false,
            rows: layers.map(|layer| (layer.key, layer.counts[0])).collect(),
            total: rows.len() as u64,
            missing: Vec::new(),
            urgent: None,
        }
    }

    /// Conversations by weekday and hour of their start.
    pub(super) fn heatmap(&self, of: HeatmapOf) -> HeatmapFigure {
        let conversations = self.desk.conversations;
        let zone = &conversations.zone;
        let starts = &conversations.facts.starts;
        let flag = match of {
            HeatmapOf::Engaged => is::ENGAGED,
            HeatmapOf::Handoffs => is::WITH_HANDOFF,
        };
        let rows = self.rows(&[Dimension::Weekday, Dimension::Hour], flag);
        let mut cells = vec![vec![0; 24]; 7];
        // Rows come in time order: those of an hour lie together.
        let mut rest = rows.as_slice();
        while let Some(&row) = rest.first() {
            let start = starts[row as usize];
            let until = zone.hour_end(start);
            let count = rest.partition_point(|&row| starts[row as usize] < until);
            let (weekday, hour) = (zone.weekday(start), zone.hour(start));
            cells[usize::from(weekday)][usize::from(hour)] += count as u64;
            rest = &rest[count..];
        }
        HeatmapFigure { of, cells }
    }

    /// Counts by value of a dimension, one for each list of rows: outcomes and
    /// support types in their set order, others largest first, then by key, no
    /// value last. As many as `most` stand on their own.
    fn tally<'r>(
        &self,
        dimension: Dimension,
        lists: impl Iterator<Item = &'r [u32]>,
        most: usize,
    ) -> Tally {
        let conversations = self.desk.conversations;
        // The code after the last one stands for no value.
        let none = conversations.code_count(dimension) as u32;
        let (mut codes, mut ends) = (Vec::new(), Vec::new());
        for rows in lists {
            conversations.codes_of(dimension, rows, none, &mut codes);
            ends.push(codes.len());
        }
        let mut totals = vec![0_u64; none as usize + 1];
        for &code in &codes {
            totals[code as usize] += 1;
        }
        let met = (0..).zip(totals).filter(|(_, total)| *total > 0);
        let met = met.map(|(code, total)| {
            let key = (code != none).then(|| conversations.label(dimension, code));
            (code, total, key)
        });
        let mut met = self.in_order(dimension, met.collect());
        // All values past those that stand share one place.
        let own = met.len().min(most);
        let mut places = vec![own; none as usize + 1];
        for (place, (code, ..)) in met[..own].iter().enumerate() {
            places[*code as usize] = place;
        }
        let values = met.split_off(own).len() as u64;
        let depth = own + usize::from(values > 0);
        let mut layers: Vec<Vec<u64>> = vec![vec![0; ends.len()]; depth];
        let mut counts = vec![0_u64; depth];
        let mut from = 0;
        for (step, &end) in ends.iter().enumerate() {
            for &code in &codes[from..end] {
                counts[places[code as usize]] += 1;
            }
            for (layer, count) in layers.iter_mut().zip(&mut counts) {
                layer[step] = std::mem::take(count);
            }
            from = end;
        }
        let others = (values > 0).then(|| layers.pop()).flatten();
        let layers = met.into_iter().zip(layers);
        Tally {
            layers: layers
                .map(|((.., key), counts)| Layer { key, counts })
                .collect(),
            others: others.map(|counts| Others { values, counts }),
        }
    }

    /// Codes with their totals and keys, in the order in which a chart shows
    /// them.
    fn in_order(&self, dimension: Dimension, met: Vec<Met>) -> Vec<Met> {
        let set_order = |key: &str| match dimension {
            Dimension::Outcome => Outcome::ALL.iter().position(|known| known.1 == key),
            Dimension::SupportType => SupportType::ALL.iter().position(|known| known.1 == key),
            _ => None,
        };
        order::sorted(met, |a, b| {
            let [a, b] = [a, b].map(|(_, total, key)| {
                let set = key.as_deref().and_then(set_order);
                (set, Reverse(*total), key.is_none(), key)
            });
            a.cmp(&b)
        })
    }
}

/// What is counted by value, list by list.
struct Tally {
    layers: Vec<Layer>,
    others: Option<Others>,
}

/// A value with its total: its code, how often it was met, its key.
type Met = (u32, u64, Option<String>);

/// The flag of the conversations of a chart.
fn flag(engaged: bool) -> u32 {
    match engaged {
        true => is::ENGAGED,
        false => EVERY,
    }
}
