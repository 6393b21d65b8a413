//! From a mark of a card or chart to exactly the conversations that it counts.

use crate::base::time::{Bucket, Millis, Period};
use crate::filter::Filters;
use crate::report::figure::{
    Context, CountsFigure, ENGAGED, Figure, PRIORITY, RunFigure, SplitFigure, StackFigure,
    counted_of,
};
use crate::report::themes::Themes;
use crate::report::{Behind, Bin, Impact, Listing, Side};
use crate::view::picture::Target;
use crate::view::series;
use crate::view::state::{Change, Choice, Picked, State, View};

/// The conversations behind a mark, among those of the period and filters
/// that the mark was made under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Filters by key, in place of all on these fields: a chart is not
    /// filtered by its own selection. Without values there is none.
    pub filters: Vec<(String, Vec<String>)>,
    /// The metric that counts them.
    pub behind: Option<Behind>,
    /// The bars of distributions that they fall into.
    pub bins: Vec<Bin>,
    /// The theme of their questions.
    pub theme: Option<Picked>,
    /// Between which instants they start.
    pub within: Option<(Millis, Millis)>,
    /// The dates, where they are others than those the mark was made under.
    pub period: Option<Period>,
    /// The one that is read.
    pub open: Option<String>,
    /// Whether these filters are all there are.
    pub only: bool,
}

/// The conversations that a mark of a figure counts; `None` where it has no
/// such mark. `about` says what the figure is about.
pub fn pick(figure: &Figure, about: &Context, target: &Target) -> Option<Pick> {
    match (figure, target) {
        (_, Target::Metric(metric)) => Some(Pick {
            behind: counted_by(metric),
            ..Pick::default()
        }),
        (Figure::LowScores(_), Target::Open(name)) => Some(Pick {
            behind: counted_by("complaints"),
            open: Some(name.clone()),
            ..Pick::default()
        }),
        (Figure::Stack(stack), target) => of_stack(stack, about, target),
        (Figure::Run(run), Target::Step(step)) => of_run(run, about, *step, *step),
        (Figure::Counts(counts), Target::Values(keys)) => Some(Pick {
            filters: of_rows(counts, keys),
            behind: counted_of(&counts.by, counts.engaged)
                .filter(|_| counts.urgent.is_none())
                .and_then(counted_by),
            ..Pick::default()
        }),
        (Figure::Split(SplitFigure { by, .. }), Target::Values(keys))
        | (Figure::Impact(Impact { by, .. }), Target::Values(keys)) => {
            let values = keys.iter().map(|key| key.clone().unwrap_or_default());
            Some(Pick {
                filters: vec![(by.clone(), values.collect())],
                ..Pick::default()
            })
        }
        (Figure::Themes(themes), Target::Theme(id)) => of_theme(themes, id),
        (_, Target::Filters(filters)) => Some(Pick {
            filters: filters.clone(),
            ..Pick::default()
        }),
        (_, Target::Listing(listing)) => Some(of_listing(listing, about)),
        (Figure::Heatmap(heatmap), Target::Cell { weekday, hour }) => {
            let hours = hour.map(|hour| format!("{hour:02}"));
            let days = vec![(weekday + 1).to_string()];
            Some(Pick {
                filters: vec![
                    ("weekday".to_owned(), days),
                    ("hour".to_owned(), hours.into_iter().collect()),
                ],
                behind: counted_by(heatmap.of.metric()),
                ..Pick::default()
            })
        }
        (Figure::Histogram(histogram), Target::Bins(bins)) => {
            Some(of_bins(&[&histogram.metric], bins))
        }
        (Figure::Scatter(_), Target::Bins(bins)) => Some(of_bins(&SCORES, bins)),
        (Figure::Load(_), Target::Values(hours)) => Some(Pick {
            filters: vec![("hour".to_owned(), hours.iter().flatten().cloned().collect())],
            behind: Some(Behind {
                metric: HUMAN_DUE.to_owned(),
                side: Side::Denominator,
            }),
            ..Pick::default()
        }),
        _ => None,
    }
}

fn of_theme(themes: &Themes, id: &str) -> Option<Pick> {
    let theme = themes.themes.iter().find(|theme| theme.id == id)?;
    let name = theme.name.as_ref().unwrap_or(&theme.question);
    Some(Pick {
        theme: Some(Picked {
            of: themes.of,
            id: id.to_owned(),
            name: name.clone(),
        }),
        ..Pick::default()
    })
}

/// The metric that is measured against the conversations in which a human is
/// due.
const HUMAN_DUE: &str = "missed_rate";

/// What is set against each other: effort and satisfaction.
const SCORES: [&str; 2] = ["ces_mean", "csat_mean"];

/// The conversations that fall into a bin of each of some metrics.
fn of_bins(metrics: &[&str], bins: &[usize]) -> Pick {
    let bins = metrics.iter().zip(bins).map(|(metric, &bin)| Bin {
        metric: (*metric).to_owned(),
        bin,
    });
    Pick {
        bins: bins.collect(),
        ..Pick::default()
    }
}

/// What choosing several steps in a row of a chart over time changes: the
/// dates, or for hours of one day the conversations listed. `within` says
/// what the chart is about.
pub fn span(figure: &Figure, within: &Context, from: usize, to: usize) -> Option<Change> {
    let (from, to) = (from.min(to), from.max(to));
    let (bucket, period) = (within.bucket, within.period);
    let pick = match figure {
        Figure::Stack(stack) => of_steps(stack, within, from, to),
        Figure::Run(run) => of_run(run, within, from, to),
        _ => return None,
    };
    let steps = &within.steps;
    let (first, last) = (steps.get(from)?, steps.get(to)?);
    if bucket == Bucket::Hour && first.date == last.date {
        return pick.map(Change::Pick);
    }
    let next = steps.get(to + 1);
    let last = match (bucket, next) {
        (Bucket::Hour, _) => last.date,
        (_, Some(next)) => next.date.pred_opt()?,
        (_, None) => period.to,
    };
    let from = first.date.max(period.from);
    let to = last.min(period.to);
    Some(Change::Period(Choice::Dates(Period { from, to })))
}

fn counted_by(metric: &str) -> Option<Behind> {
    Some(Behind {
        metric: metric.to_owned(),
        side: Side::Numerator,
    })
}

fn engaged(engaged: bool) -> Option<Behind> {
    counted_by(ENGAGED).filter(|_| engaged)
}

fn of_stack(stack: &StackFigure, about: &Context, target: &Target) -> Option<Pick> {
    let (step, layers) = match target {
        Target::Step(step) => return of_steps(stack, about, *step, *step),
        Target::Part { step, part } => (step, series::parts(stack).into_iter().nth(*part)?),
        Target::Layer { step, layer } => (step, vec![*layer]),
        _ => return None,
    };
    let key = |layer: &usize| stack.layers.get(*layer).map(|layer| layer.key.as_deref());
    let others = (0..stack.depth()).filter(|layer| !layers.contains(layer));
    let others: Vec<Option<&str>> = others.filter_map(|layer| key(&layer)).collect();
    let chosen = layers.iter().map(key).collect::<Option<Vec<_>>>();
    let filter = match chosen {
        Some(chosen) => shorter(&stack.by, &chosen, &others, stack.is_partition()),
        // The other values have no keys here, so those that have are left out.
        None => left_out(&stack.by, &others),
    };
    let within = match step {
        Some(step) => Some(between(about, *step, *step)?),
        None => None,
    };
    Some(Pick {
        filters: vec![filter],
        behind: engaged(stack.engaged),
        within,
        ..Pick::default()
    })
}

/// The instants of some steps in a row, the second one left out.
fn between(about: &Context, from: usize, to: usize) -> Option<(Millis, Millis)> {
    Some((about.steps.get(from)?.from, about.steps.get(to)?.to))
}

fn of_steps(stack: &StackFigure, about: &Context, from: usize, to: usize) -> Option<Pick> {
    Some(Pick {
        filters: vec![(stack.by.clone(), Vec::new())],
        behind: engaged(stack.engaged),
        within: Some(between(about, from, to)?),
        ..Pick::default()
    })
}

fn of_run(run: &RunFigure, about: &Context, from: usize, to: usize) -> Option<Pick> {
    Some(Pick {
        behind: counted_by(&run.metric),
        within: Some(between(about, from, to)?),
        ..Pick::default()
    })
}

fn of_listing(listing: &Listing, about: &Context) -> Pick {
    let filters = listing.query.filters.iter();
    let period = listing.query.period;
    Pick {
        filters: filters
            .map(|(key, values)| (key.clone(), values.clone()))
            .collect(),
        behind: listing.behind.clone(),
        theme: listing.theme.as_ref().map(|theme| Picked {
            of: theme.of,
            id: theme.id.clone(),
            name: String::new(),
        }),
        within: listing.within,
        bins: listing.bins.clone(),
        open: None,
        period: period.filter(|&period| period != about.period),
        only: true,
    }
}

fn of_rows(counts: &CountsFigure, keys: &[Option<String>]) -> Vec<(String, Vec<String>)> {
    let mut chosen: Vec<Option<&str>> = keys.iter().map(Option::as_deref).collect();
    chosen.sort_unstable();
    let all = counts.rows.iter().map(|(key, _)| key.as_deref());
    let is_other = |key: &Option<&str>| chosen.binary_search(key).is_err();
    let others: Vec<Option<&str>> = all.filter(is_other).collect();
    let own = shorter(&counts.by, &chosen, &others, counts.is_partition());
    let urgent = counts.urgent.iter();
    let urgent = urgent.map(|urgent| (PRIORITY.to_owned(), urgent.clone()));
    urgent.chain([own]).collect()
}

/// A filter on some values. Of a long tail it names the others, which are
/// left out: as long as each conversation has one value, that is the same.
fn shorter(
    by: &str,
    chosen: &[Option<&str>],
    others: &[Option<&str>],
    is_partition: bool,
) -> (String, Vec<String>) {
    let excludes = is_partition && !others.is_empty() && others.len() < chosen.len();
    match excludes {
        true => left_out(by, others),
        false => (by.to_owned(), words(chosen)),
    }
}

/// A filter that leaves some values out.
fn left_out(by: &str, values: &[Option<&str>]) -> (String, Vec<String>) {
    (format!("{by}!"), words(values))
}

fn words(values: &[Option<&str>]) -> Vec<String> {
    let values = values.iter().map(|value| value.unwrap_or_default());
    values.map(str::to_owned).collect()
}

impl State {
    /// Lists the conversations of a pick, and no others.
    pub(super) fn list(&mut self, pick: Pick) {
        if pick.only {
            self.filters = Filters::default();
        }
        if let Some(period) = pick.period {
            self.period = Choice::Dates(period);
        }
        for (key, values) in pick.filters {
            let field = key.strip_suffix('!').unwrap_or(&key).to_owned();
            self.filters
                .retain(|known, _| known.strip_suffix('!').unwrap_or(known) != field);
            if !values.is_empty() {
                self.filters.insert(key, values);
            }
        }
        self.behind = pick.behind;
        self.bins = pick.bins;
        self.theme = pick.theme;
        self.within = pick.within;
        // No number of the overview is narrowed by these.
        self.search = String::new();
        self.open = pick.open;
        self.view = View::Conversations;
    }
}
