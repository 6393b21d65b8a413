//! The words in which a metric is declared.
//!
//! An entry of the catalogue says what is counted out of what; folding it
//! over rows is for [`compute`](mod@crate::metric::compute) to do, once for all.

use crate::base::time::{DAY, Millis};
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Facts};
use crate::metric::compute::Scope;
use crate::metric::entry::{About, Direction, Unit};
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};
use crate::settings::RateBase;

/// One metric of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// What it is.
    pub about: About,
    /// Groups of event types: where none of a group occurs in the data, the
    /// metric is not in the data. See [`Metric::missing`].
    pub needs: &'static [&'static [&'static str]],
    /// What may still be running at `as_of` and change it.
    pub window: Option<Window>,
    /// Whether the setting `rate_base` applies to it.
    pub engaged_base: bool,
    /// How it comes about.
    pub compute: Compute,
    /// Of what is computed in a way of its own and is a mean all the same:
    /// the values whose mean it is.
    pub scores: Option<&'static (Which, Values)>,
}

/// Time that must pass before a number is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Until the system closes what is open.
    Close,
    /// Until a customer who comes back would be a new contact.
    Contact,
}

/// How a metric comes about.
#[derive(Clone, Copy, Debug)]
pub enum Compute {
    /// A number of something.
    Number(Measure),
    /// The first out of the second.
    Quotient(Measure, Measure),
    /// The mean of values of some conversations.
    Mean(Which, Values),
    /// In a way of its own, over the conversations that are [`Rows`].
    Own(Rows, fn(&Scope<'_>) -> Computed),
}

/// The conversations behind a metric that is computed in a way of its own.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    /// It is not made of conversations.
    Apart,
    /// It is made of these.
    Of(Which),
    /// The first out of the second.
    Share(Which, Which),
}

/// Something that has a total over conversations.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// How many there are.
    Count(Which),
    /// How many of something they have in all.
    Sum(Which, fn(&Facts, &[u32]) -> i64),
    /// How many customers they are with.
    Customers(Which),
}

/// Values of the conversations of some rows, any number each, added to a
/// list.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Lengths of time in milliseconds; their mean is in seconds.
    Times(fn(&Facts, &[u32], &mut Vec<Millis>)),
    /// Whole numbers.
    Numbers(fn(&Facts, &[u32], &mut Vec<i64>)),
    /// Points on a scale.
    Points(fn(&Facts, &[u32], &mut Vec<f64>)),
}

/// How a conversation counts in a metric. Of counts and means, which are not
/// out of anything, both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Above the line.
    pub numerator: bool,
    /// Below the line.
    pub denominator: bool,
}

impl Metric {
    /// The beginning of an entry.
    pub(crate) const fn new(
        id: &'static str,
        title: &'static str,
        unit: Unit,
        direction: Direction,
    ) -> Metric {
        Metric {
            about: About {
                id,
                title,
                unit,
                direction,
                definition: "",
                source: "",
            },
            needs: &[],
            window: None,
            engaged_base: false,
            compute: Compute::Number(Measure::Count(ALL)),
            scores: None,
        }
    }

    /// Sources and definition.
    pub(crate) const fn says(mut self, source: &'static str, definition: &'static str) -> Metric {
        self.about.source = source;
        self.about.definition = definition;
        self
    }

    /// Groups of event types without which it cannot be told.
    pub(crate) const fn needs(mut self, groups: &'static [&'static [&'static str]]) -> Metric {
        self.needs = groups;
        self
    }

    /// What may still be running.
    pub(crate) const fn within(mut self, window: Window) -> Metric {
        self.window = Some(window);
        self
    }

    /// The setting `rate_base` applies.
    pub(crate) const fn of_rate_base(mut self) -> Metric {
        self.engaged_base = true;
        self
    }

    /// How it comes about.
    pub(crate) const fn is(mut self, compute: Compute) -> Metric {
        self.compute = compute;
        self
    }

    /// The values whose mean it is.
    pub(crate) const fn mean_of(mut self, scores: &'static (Which, Values)) -> Metric {
        self.scores = Some(scores);
        self
    }

    /// The event types it needs that do not occur: those of every group of
    /// which none does. Empty when it can be told from the data.
    pub fn missing(&self, occurs: impl Fn(&str) -> bool) -> Vec<&'static str> {
        let groups = self.needs.iter();
        groups
            .filter(|group| !group.iter().any(|kind| occurs(kind)))
            .flat_map(|group| group.iter().copied())
            .collect()
    }

    /// Whether conversations stand behind it.
    pub fn is_made_of_conversations(&self) -> bool {
        !matches!(self.compute, Compute::Own(Rows::Apart, _))
    }

    /// Whether what it counts, of a quotient above the line, is conversations.
    pub fn counts_conversations(&self) -> bool {
        matches!(
            self.compute,
            Compute::Number(Measure::Count(_)) | Compute::Quotient(Measure::Count(_), _)
        )
    }

    /// How one conversation counts; `None` where the metric is not made of
    /// conversations.
    pub fn counts(&self, conversations: &Conversations, row: usize) -> Option<Counted> {
        let both = |counts| Counted {
            numerator: counts,
            denominator: counts,
        };
        let measured = |measure| self.measured(measure, conversations, row);
        let holds = |which| self.based(which, conversations).holds(conversations, row);
        Some(match self.compute {
            Compute::Number(measure) => both(measured(measure)),
            Compute::Quotient(above, below) => Counted {
                numerator: measured(above),
                denominator: measured(below),
            },
            Compute::Mean(which, values) => {
                both(holds(which) && !values.of(&conversations.facts, row).is_empty())
            }
            Compute::Own(Rows::Apart, _) => return None,
            Compute::Own(Rows::Of(which), _) => both(holds(which)),
            Compute::Own(Rows::Share(above, below), _) => Counted {
                numerator: holds(above),
                denominator: holds(below),
            },
        })
    }

    fn measured(&self, measure: Measure, conversations: &Conversations, row: usize) -> bool {
        let holds = |which| self.based(which, conversations).holds(conversations, row);
        match measure {
            Measure::Count(which) | Measure::Customers(which) => holds(which),
            Measure::Sum(which, number) => {
                holds(which) && number(&conversations.facts, &[row as u32]) > 0
            }
        }
    }

    /// A condition under the setting `rate_base`.
    pub(crate) fn based(&self, which: Which, conversations: &Conversations) -> Which {
        let engaged = conversations.settings.rate_base == RateBase::Engaged;
        match self.engaged_base && engaged {
            true => which.with(is::ENGAGED),
            false => which,
        }
    }
}

/// How long after its end a customer who comes back is the same contact.
pub(crate) fn contact_window(conversations: &Conversations) -> Millis {
    // Rounds as `round` does, which is slow without hardware for it.
    (conversations.settings.fcr_window_days * DAY as f64 + 0.5) as Millis
}

/// Whether that time has passed for a conversation.
pub(crate) fn window_passed(conversations: &Conversations, row: usize) -> bool {
    let end = conversations.facts.end(row);
    end.saturating_add(contact_window(conversations)) <= conversations.as_of
}
