//! What numbers mean beside one another: two groups, a target, the period
//! before, all the others.

use crate::base::time::Period;
use crate::engine::{Engine, Error, arms, moved, scorecard, themes};
use crate::report::{
    Arms, ArmsAsk, ArmsFigure, Impact, ImpactAsk, Moved, MovedAsk, Scorecard, ScorecardAsk, Themes,
    ThemesAsk,
};

impl Engine {
    /// Two groups of conversations side by side.
    ///
    /// # Errors
    ///
    /// When a period ends before it begins, or a filter or the dimension does
    /// not exist.
    pub fn arms(&self, ask: &ArmsAsk) -> Result<ArmsFigure, Error> {
        let asked = ask.query.period(self.today())?;
        let zone = self.zone_for(match ask.arms {
            Arms::Periods(a, b) => Period {
                from: a.from.min(b.from),
                to: a.to.max(b.to),
            },
            Arms::Values { .. } => asked,
        })?;
        Ok(arms::arms(&self.conversations, &zone, ask)?)
    }

    /// Metrics beside their targets, with what to look at first.
    ///
    /// # Errors
    ///
    /// When a filter or a metric does not exist.
    pub fn scorecard(&self, ask: &ScorecardAsk) -> Result<Scorecard, Error> {
        let period = ask.query.period(self.today())?;
        let zone = self.zone_for(scorecard::reach(period))?;
        Ok(scorecard::scorecard(&self.conversations, &zone, ask)?)
    }

    /// What made a metric move since the period before.
    ///
    /// # Errors
    ///
    /// When a filter, a dimension or the metric does not exist.
    pub fn moved(&self, ask: &MovedAsk) -> Result<Moved, Error> {
        let zone = self.zone_for(ask.query.period(self.today())?)?;
        Ok(moved::moved(&self.conversations, &zone, ask)?)
    }

    /// What the values of a dimension do to some metrics.
    ///
    /// # Errors
    ///
    /// As [`Engine::moved`].
    pub fn impact(&self, ask: &ImpactAsk) -> Result<Impact, Error> {
        let zone = self.zone_for(ask.query.period(self.today())?)?;
        Ok(moved::impact(&self.conversations, &zone, ask)?)
    }

    /// What customers ask, by theme. Who asks first waits for the themes to be
    /// found; they are kept for as long as data and definitions stay.
    ///
    /// # Errors
    ///
    /// When a filter names a field that does not exist.
    pub fn themes(&self, ask: &ThemesAsk) -> Result<Themes, Error> {
        let zone = self.zone_for(ask.query.period(self.today())?)?;
        let mut known = self.themes.borrow_mut();
        let questions = known.of(&self.conversations, ask.of);
        Ok(themes::themes(&self.conversations, &zone, ask, questions)?)
    }
}
