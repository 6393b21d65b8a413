//! What resolving costs, and what it would if prices or the bot were others.

use serde::{Deserialize, Serialize};

use crate::base::time::HOUR;
use crate::conversation::facts::is;
use crate::metric::compute::Scope;
use crate::metric::which::{ALL, Which};

const WITH_AGENT: Which = ALL.with(is::WITH_AGENT);
const WITH_BOT: Which = ALL.with(is::WITH_BOT);
const RESOLVED: Which = ALL.with(is::RESOLVED);

/// The days of a mean month, by which the bot's price is spread.
const MONTH_DAYS: f64 = 30.4375;

/// What the cost of some conversations is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Agents' handle time in hours.
    pub hours: f64,
    /// For how many months the bot is paid.
    pub months: f64,
    /// Resolved conversations.
    pub resolved: f64,
    /// Conversations with an agent's message.
    pub handled: f64,
    /// Those of them that are resolved.
    pub handled_resolved: f64,
    /// Bot conversations.
    pub with_bot: f64,
    /// Those of them that the bot resolved alone.
    pub deflected: f64,
}

/// Prices, and how much the bot resolves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assumed {
    /// One hour of an agent.
    pub agent_hour: f64,
    /// One month of the bot.
    pub bot_month: f64,
    /// The metric `deflection_rate`, 0 to 1.
    pub deflection: f64,
}

/// What it comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Come {
    /// Resolved conversations.
    pub resolved: f64,
    /// Agents' hours.
    pub hours: f64,
    /// Of agents and bot.
    pub total: f64,
    /// That of each resolved conversation; `None` where none is.
    pub each: Option<f64>,
}

impl Cost {
    /// Of the conversations of a scope.
    pub fn of(scope: &Scope<'_>) -> Cost {
        let facts = &scope.conversations.facts;
        let handle_time = facts.handle_times.sum(&scope.among(WITH_AGENT));
        let count = |which| scope.count(which) as f64;
        Cost {
            hours: handle_time as f64 / HOUR as f64,
            months: scope.days / MONTH_DAYS,
            resolved: count(RESOLVED),
            handled: count(WITH_AGENT),
            handled_resolved: count(WITH_AGENT.with(is::RESOLVED)),
            with_bot: count(WITH_BOT),
            deflected: count(WITH_BOT.with(is::RESOLVED_BY_BOT)),
        }
    }

    /// The metric `deflection_rate`; 0 without bot conversations.
    pub fn deflection(&self) -> f64 {
        match self.with_bot > 0.0 {
            true => self.deflected / self.with_bot,
            false => 0.0,
        }
    }

    /// What it comes to as things are, at some prices.
    pub fn now(&self, agent_hour: f64, bot_month: f64) -> Come {
        self.come(self.resolved, self.hours, (agent_hour, bot_month))
    }

    /// What it would come to. Whatever the bot resolves beside what it does
    /// now is taken from the agents: as long, and as often resolved, as what
    /// they handle on average; and the other way round.
    pub fn then(&self, assumed: &Assumed) -> Come {
        let more = assumed.deflection * self.with_bot - self.deflected;
        // Agents cannot be spared more than they handle.
        let more = more.min(self.handled);
        let (hours, resolved) = match self.handled > 0.0 {
            true => (
                self.hours / self.handled,
                self.handled_resolved / self.handled,
            ),
            false => (0.0, 0.0),
        };
        let hours = self.hours - more * hours;
        let resolved = self.resolved + more * (1.0 - resolved);
        self.come(resolved, hours, (assumed.agent_hour, assumed.bot_month))
    }

    fn come(&self, resolved: f64, hours: f64, (agent_hour, bot_month): (f64, f64)) -> Come {
        let total = hours * agent_hour + self.months * bot_month;
        Come {
            resolved,
            hours,
            total,
            each: (resolved > 0.0).then(|| total / resolved),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metric::what_if::{Assumed, Cost};

    /// A hundred chats with the bot, 40 deflected; 50 go to agents, who take
    /// half an hour each and resolve 40 of them.
    const COST: Cost = Cost {
        hours: 25.0,
        months: 1.0,
        resolved: 80.0,
        handled: 50.0,
        handled_resolved: 40.0,
        with_bot: 100.0,
        deflected: 40.0,
    };

    fn assumed(deflection: f64) -> Assumed {
        Assumed {
            agent_hour: 40.0,
            bot_month: 200.0,
            deflection,
        }
    }

    #[test]
    fn as_things_are_nothing_changes() {
        let now = COST.now(40.0, 200.0);
        assert_eq!((now.total, now.each), (1_200.0, Some(15.0)));
        assert_eq!(COST.then(&assumed(COST.deflection())), now);
    }

    #[test]
    fn what_the_bot_resolves_agents_are_spared() {
        // Ten more: five hours less, and the two resolved that were not.
        let then = COST.then(&assumed(0.5));
        assert_eq!((then.hours, then.resolved), (20.0, 82.0));
        assert_eq!(then.total, 1_000.0);
        // Nobody is spared more than there is.
        let all = COST.then(&assumed(1.0));
        assert_eq!((all.hours, all.resolved), (0.0, 90.0));
        // Less of the bot costs agents' time.
        let less = COST.then(&assumed(0.3));
        assert_eq!((less.hours, less.resolved), (30.0, 78.0));
    }

    #[test]
    fn without_agents_nothing_is_taken_from_them() {
        let alone = Cost {
            hours: 0.0,
            handled: 0.0,
            handled_resolved: 0.0,
            resolved: 40.0,
            ..COST
        };
        assert_eq!(alone.then(&assumed(0.9)).resolved, 40.0);
        assert_eq!(Cost::default().then(&assumed(0.5)).each, None);
    }
}
