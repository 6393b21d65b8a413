//! Two groups of conversations side by side.

use crate::base::time::Period;
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension};
use crate::engine::desk::Desk;
use crate::engine::split::{Stretch, common};
use crate::filter::{Filters, OwnSelection, dimension};
use crate::metric::entry::Direction;
use crate::metric::scorecard::{category, family};
use crate::metric::spread::ENOUGH;
use crate::metric::{Category, Metric, Scope, Untold, compare, compute};
use crate::report::answer::{Change, MoneyChange};
use crate::report::arms::{Arm, Arms, ArmsAsk, ArmsFigure, ArmsRow, Which};
use crate::report::{Query, QueryError};

/// One group.
struct Group {
    stretch: Stretch,
    own: Box<OwnSelection>,
    query: Query,
}

impl Group {
    fn scope<'s>(&'s self, desk: &'s Desk<'_>) -> Scope<'s> {
        Scope {
            own: &self.own,
            ..self.stretch.scope(desk, &self.stretch.rows)
        }
    }

    fn arm(self) -> Arm {
        Arm {
            query: self.query,
            conversations: self.stretch.rows.len() as u64,
        }
    }
}

/// Puts two groups side by side. `zone` covers their periods.
pub(super) fn arms(
    conversations: &Conversations,
    zone: &Zone,
    ask: &ArmsAsk,
) -> Result<ArmsFigure, QueryError> {
    let desk = Desk::new(conversations, zone, &ask.query.filters)?;
    desk.arms(&ask.query, &ask.arms, None)
}

/// Filters but those on a dimension.
fn without(conversations: &Conversations, filters: &Filters, dimension: Dimension) -> Filters {
    let mut filters = filters.clone();
    filters.retain(|key, _| {
        let field = key.strip_suffix('!').unwrap_or(key);
        conversations.dimension(field) != Some(dimension)
    });
    filters
}

impl Desk<'_> {
    /// Puts two groups side by side, in all metrics or a part of them; the
    /// query says the filters of the desk.
    pub(super) fn arms(
        &self,
        query: &Query,
        arms: &Arms,
        part: Option<usize>,
    ) -> Result<ArmsFigure, QueryError> {
        let metrics = ArmsFigure::metrics(part);
        match arms {
            Arms::Periods(a, b) => {
                let groups = (self.of_period(query, *a)?, self.of_period(query, *b)?);
                Ok(self.side_by_side(groups, metrics))
            }
            Arms::Values { by, a, b } => {
                let dimension = dimension(self.conversations, by)?;
                let query = Query {
                    filters: without(self.conversations, &query.filters, dimension),
                    ..query.clone()
                };
                let desk = self.without(&[dimension]);
                let by = (by.as_str(), dimension);
                let groups = (desk.of_value(&query, by, a)?, desk.of_value(&query, by, b)?);
                Ok(desk.side_by_side(groups, metrics))
            }
        }
    }

    /// The conversations of a period.
    fn of_period(&self, query: &Query, period: Period) -> Result<Group, QueryError> {
        let query = Query {
            period: Some(period),
            ..query.clone()
        };
        Ok(Group {
            stretch: Stretch::new(self, query.period(period.to)?),
            own: Box::new((**self.own).clone()),
            query,
        })
    }

    /// The conversations of a query with one value. What counts by its own
    /// time stands where it carries the value, as in a breakdown.
    fn of_value(
        &self,
        query: &Query,
        (by, dimension): (&str, Dimension),
        value: &Option<String>,
    ) -> Result<Group, QueryError> {
        let conversations = self.conversations;
        let period = query.period(self.zone.date(conversations.as_of))?;
        let mut stretch = Stretch::new(self, period);
        let code = value
            .as_ref()
            .and_then(|value| conversations.code(dimension, value));
        stretch.rows.retain(|&row| {
            let codes = conversations.codes(dimension, row as usize);
            match (value, code) {
                (None, _) => codes.as_slice().is_empty(),
                (Some(_), Some(code)) => codes.as_slice().contains(&code),
                (Some(_), None) => false,
            }
        });
        let mut query = Query {
            period: Some(period),
            ..query.clone()
        };
        let listed = vec![value.clone().unwrap_or_default()];
        query.filters.insert(by.to_owned(), listed);
        Ok(Group {
            stretch,
            own: Box::new(self.own.by(conversations, dimension).row(code)),
            query,
        })
    }

    fn side_by_side(&self, (a, b): (Group, Group), metrics: &[Metric]) -> ArmsFigure {
        let overlap = common(&a.stretch.rows, &b.stretch.rows) as u64;
        let scopes = (a.scope(self), b.scope(self));
        let rows = metrics
            .iter()
            .map(|metric| self.beside(metric, &scopes.0, &scopes.1, overlap));
        ArmsFigure {
            rows: rows.collect(),
            a: a.arm(),
            b: b.arm(),
            overlap,
        }
    }

    fn beside(&self, metric: &Metric, a: &Scope<'_>, b: &Scope<'_>, overlap: u64) -> ArmsRow {
        let about = &metric.about;
        let computed = (compute(metric, a), compute(metric, b));
        let own = metric.spread(a, &computed.0);
        let other = metric.spread(b, &computed.1);
        let evidence = match overlap {
            0 => own.less(&other),
            _ => Err(Untold::Overlap),
        };
        let n = own.n().zip(other.n());
        let compared = compare(about.unit, &computed.0.value, Some(&computed.1.value));
        ArmsRow {
            metric: about.id.to_owned(),
            family: family(about.id).unwrap_or_default().to_owned(),
            category: category(about.id).unwrap_or(Category::Operations),
            better: better(about.direction, &compared.change),
            difference: compared.change,
            difference_relative: compared.change_relative,
            interval: evidence.ok().map(|evidence| evidence.interval),
            p: evidence.ok().and_then(|evidence| evidence.p),
            untold: evidence.err(),
            n,
            counted: self.counted(metric, a).zip(self.counted(metric, b)),
            few: n.is_some_and(|(own, other)| own.min(other) < ENOUGH),
            a: self.plain(metric, computed.0),
            b: self.plain(metric, computed.1),
        }
    }
}

/// The better one; `None` where neither way is good, or where amounts are of
/// several currencies.
fn better(direction: Direction, difference: &Change) -> Option<Which> {
    let by = match difference {
        Change::By(by) => *by,
        Change::Money(amounts) if amounts.len() == 1 => match amounts.values().next()? {
            MoneyChange::By(by) => *by,
            MoneyChange::New(_) => return None,
        },
        _ => return None,
    };
    match (direction, by) {
        (Direction::Context, _) | (_, 0.0) => None,
        (Direction::Up, by) if by > 0.0 => Some(Which::A),
        (Direction::Down, by) if by < 0.0 => Some(Which::A),
        _ => Some(Which::B),
    }
}
