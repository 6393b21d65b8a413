//! What made a metric move: how much of its change each value of a dimension
//! accounts for.
//!
//! The change of a share or mean has two sources: the conversations are others
//! than before (*mix*), or those of a kind go otherwise than before (*rate*). Of
//! a value with the share `s` of what is below the line and the rate `r`, and
//! with the rate `R` over all, each before and now, they are
//!
//! > mix = (s now − s before) × (r before − R before)
//! >
//! > rate = s now × (r now − r before)
//!
//! and over all values they add up to the change of `R`. This is the
//! decomposition of Foster, Haltiwanger and Krizan (*Aggregate productivity
//! growth*, 2001; Kitagawa's of 1955 is its ancestor), the cross term put to the
//! rate. As there, a value that came new has the mix `s now × (r now − R before)`
//! and one that went `−s before × (r before − R before)`; neither has a rate that
//! could have changed. (Fallbacks may stand above the line where no message stands
//! below it; they are mix too.)

use serde::{Deserialize, Serialize};

use crate::metric::define::{Compute, Measure, Metric};
use crate::metric::value::{Computed, Value};

/// How the change of a metric comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is a share or mean: by mix and by rate.
    Rates,
    /// It is a number of things: by more or fewer of them.
    Counts,
    /// It is a number of customers, who may have several values: by more or
    /// fewer of them, which do not add up.
    Customers,
    /// It cannot be taken apart.
    Whole,
}

/// A share or mean with what it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// The share or mean; `None` of nothing.
    pub rate: Option<f64>,
    /// How many it is of.
    pub of: f64,
    /// What stands above the line, or what the values amount to.
    pub total: f64,
}

/// What a value of a dimension adds to a change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effects {
    /// As there are more or fewer of it.
    pub mix: f64,
    /// As they go otherwise.
    pub rate: f64,
}

impl Metric {
    /// How its change comes about.
    pub fn how(&self) -> How {
        let customers = |measure| matches!(measure, Measure::Customers(_));
        match self.compute {
            Compute::Number(measure) if customers(measure) => How::Customers,
            Compute::Number(_) => How::Counts,
            Compute::Quotient(above, below) if customers(above) || customers(below) => How::Whole,
            Compute::Quotient(..) | Compute::Mean(..) => How::Rates,
            Compute::Own(..) if self.scores.is_some() => How::Rates,
            Compute::Own(..) => How::Whole,
        }
    }
}

impl Weight {
    /// Of a computed share or mean.
    pub fn of(computed: &Computed) -> Weight {
        let n = computed.n.map(|n| n as f64);
        let of = computed.denominator.or(n).unwrap_or_default();
        let rate = match computed.value {
            Value::Number(rate) => Some(rate),
            _ => None,
        };
        let amount = rate.unwrap_or_default() * of;
        Weight {
            rate,
            of,
            total: computed.numerator.unwrap_or(amount),
        }
    }

    /// What is left without a part of it.
    pub fn without(self, part: Weight) -> Weight {
        if part.of == 0.0 && part.total == 0.0 {
            return self;
        }
        let (of, total) = (self.of - part.of, self.total - part.total);
        Weight {
            rate: (of > 0.0).then(|| total / of),
            of,
            total,
        }
    }

    /// By how many things above the line it has more than if it went as all
    /// of them do.
    pub fn excess(self, all: Weight) -> f64 {
        let rates = self.rate.zip(all.rate);
        rates.map_or(0.0, |(own, all)| self.of * (own - all))
    }
}

/// What a value adds to the change of `all`: each before and now. `None`
/// where one of all has no value.
pub fn effects(value: (Weight, Weight), all: (Weight, Weight)) -> Option<Effects> {
    let (before, now) = value;
    let middle = all.0.rate?;
    all.1.rate?;
    let share = |part: Weight, all: Weight| part.of / all.of;
    let beside = |part: Weight, all: Weight| (part.total - middle * part.of) / all.of;
    Some(match before.rate.zip(now.rate) {
        Some((then, rate)) => Effects {
            mix: (share(now, all.1) - share(before, all.0)) * (then - middle),
            rate: share(now, all.1) * (rate - then),
        },
        None => Effects {
            mix: beside(now, all.1) - beside(before, all.0),
            rate: 0.0,
        },
    })
}

/// What a value would add to the change of `all` if all values had moved alike
/// and it were as large as it is in the mean of both: what it adds beside that is
/// its own.
pub fn usual(value: (Weight, Weight), all: (Weight, Weight)) -> f64 {
    let share = |part: Weight, all: Weight| match all.of > 0.0 {
        true => part.of / all.of,
        false => 0.0,
    };
    let change = all
        .1
        .rate
        .zip(all.0.rate)
        .map_or(0.0, |(now, before)| now - before);
    (share(value.0, all.0) + share(value.1, all.1)) / 2.0 * change
}

#[cfg(test)]
mod tests {
    use super::{Effects, How, Weight, effects, usual};
    use crate::metric::{catalogue, find};

    fn weight(some: f64, of: f64) -> Weight {
        Weight {
            rate: (of > 0.0).then(|| some / of),
            of,
            total: some,
        }
    }

    /// Two channels: web from 40 of 80 to 30 of 50, sms from 5 of 20 to 20
    /// of 50. In all from 0.45 to 0.5.
    #[test]
    fn two_channels_by_hand() {
        let all = (weight(45.0, 100.0), weight(50.0, 100.0));
        let web = effects((weight(40.0, 80.0), weight(30.0, 50.0)), all).unwrap();
        let sms = effects((weight(5.0, 20.0), weight(20.0, 50.0)), all).unwrap();
        let close = |ours: f64, by_hand: f64| (ours - by_hand).abs() < 1e-12;
        // (0.5 − 0.8) × (0.5 − 0.45) and 0.5 × (0.6 − 0.5).
        assert!(close(web.mix, -0.015) && close(web.rate, 0.05));
        // (0.5 − 0.2) × (0.25 − 0.45) and 0.5 × (0.4 − 0.25).
        assert!(close(sms.mix, -0.06) && close(sms.rate, 0.075));
        assert!(close(web.mix + web.rate + sms.mix + sms.rate, 0.05));
        // Web held 0.65 of them in the mean.
        let web = usual((weight(40.0, 80.0), weight(30.0, 50.0)), all);
        assert!(close(web, 0.65 * 0.05));
    }

    #[test]
    fn what_comes_and_goes_is_mix() {
        let all = (weight(10.0, 20.0), weight(12.0, 20.0));
        let came = effects((weight(0.0, 0.0), weight(4.0, 5.0)), all).unwrap();
        let went = effects((weight(2.0, 5.0), weight(0.0, 0.0)), all).unwrap();
        assert!((came.mix - 0.25 * 0.3).abs() < 1e-12 && came.rate == 0.0);
        assert!((went.mix - 0.25 * 0.1).abs() < 1e-12 && went.rate == 0.0);
        let nothing = weight(0.0, 0.0);
        assert_eq!(effects((nothing, nothing), all), Some(Effects::default()));
        assert_eq!(effects((nothing, nothing), (nothing, all.1)), None);
        // One fallback without any message of a customer.
        let alone = effects((nothing, weight(1.0, 0.0)), all).unwrap();
        assert_eq!((alone.mix, alone.rate), (0.05, 0.0));
    }

    #[test]
    fn what_is_left_without_a_part() {
        let all = weight(30.0, 60.0);
        let left = all.without(weight(20.0, 20.0));
        assert_eq!((left.rate, left.of), (Some(0.25), 40.0));
        assert_eq!(all.without(all).rate, None);
        assert_eq!(weight(20.0, 20.0).excess(all), 10.0);
    }

    #[test]
    fn every_metric_says_how() {
        let how = |id| find(id).map(|metric| metric.how());
        for (id, expected) in [
            ("conversations", How::Counts),
            ("messages", How::Counts),
            ("customers", How::Customers),
            ("conversations_per_customer", How::Whole),
            ("csat", How::Rates),
            ("fallback_rate", How::Rates),
            ("handle_time", How::Rates),
            ("nps", How::Rates),
            ("revenue", How::Whole),
            ("working_hours", How::Whole),
        ] {
            assert_eq!(how(id), Some(expected), "{id}");
        }
        let rates = catalogue()
            .iter()
            .filter(|metric| metric.how() == How::Rates);
        assert!(rates.count() > 40);
    }
}
