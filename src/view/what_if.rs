//! What resolving costs, and what it would: a table under sliders.

use crate::report::what_if::{Assumed, Come, WhatIf, tried};
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Slider, Tone};
use crate::view::scene::Scene;
use crate::view::text::tables::tables_of;
use crate::view::value::{self, Trend};

/// How far prices go beyond what they are.
const TIMES: f64 = 2.0;

/// A price that is 0 goes as far as this.
const LEAST: f64 = 50.0;

/// The table for what is assumed on the sliders; where nothing is, as things
/// are.
pub(crate) fn what_if(figure: &WhatIf, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    let Some(now) = figure.now else {
        return Ledger {
            note: words.no_costs.to_owned(),
            ..Ledger::default()
        };
    };
    let [agent_hour, bot_month, deflection] = figure.assumed.map(|told| told.map(tried));
    let then = Assumed {
        agent_hour: agent_hour.unwrap_or(now.agent_hour),
        bot_month: bot_month.unwrap_or(now.bot_month),
        deflection: deflection.unwrap_or(now.deflection).min(1.0),
    };
    let before = figure.cost.now(now.agent_hour, now.bot_month);
    let after = match then == now {
        true => before,
        false => figure.cost.then(&then),
    };
    let money = |amount: f64| format::money(amount, &figure.currency, scene.locale).joined();
    let sliders = sliders(&now, &then, money, scene).into_iter();
    let sliders = sliders.zip(figure.assumed);
    Ledger {
        sliders: sliders
            .map(|(slider, tried)| Slider { tried, ..slider })
            .collect(),
        columns: vec![
            Column {
                sorts: false,
                ..Column::default()
            },
            head(words.as_it_is),
            head(words.then),
            head(words.difference),
        ],
        groups: vec![Group {
            lines: lines((&before, &after), money, scene),
            ..Group::default()
        }],
        most: usize::MAX,
        note: words.what_if_note.to_owned(),
        ..Ledger::default()
    }
}

fn sliders(
    now: &Assumed,
    then: &Assumed,
    money: impl Fn(f64) -> String,
    scene: &Scene<'_>,
) -> Vec<Slider> {
    let words = tables_of(scene.locale.language);
    let price = |label: &str, now: f64, then: f64| {
        // A link may come from data with other prices.
        let max = (now * TIMES).max(LEAST).max(then).ceil();
        Slider {
            label: label.to_owned(),
            text: money(then),
            max,
            value: then,
            tried: None,
        }
    };
    vec![
        price(words.agent_hour, now.agent_hour, then.agent_hour),
        price(words.bot_month, now.bot_month, then.bot_month),
        Slider {
            label: words.deflection.to_owned(),
            text: format::percent(then.deflection, 1, scene.locale).joined(),
            max: 1.0,
            value: then.deflection,
            tried: None,
        },
    ]
}

fn lines(
    (before, after): (&Come, &Come),
    money: impl Fn(f64) -> String,
    scene: &Scene<'_>,
) -> Vec<Line> {
    let words = tables_of(scene.locale.language);
    let whole = |number: f64| format::number(number, 0, scene.locale);
    let table = Told { scene };
    let both = |of: fn(&Come) -> f64| (Some(of(before)), Some(of(after)));
    vec![
        table.line(words.each, (before.each, after.each), &money, true),
        table.line(words.total_cost, both(|come| come.total), &money, true),
        table.line(words.agent_hours, both(|come| come.hours), whole, false),
        table.line(words.resolved, both(|come| come.resolved), whole, false),
    ]
}

fn head(title: &str) -> Column {
    Column {
        sorts: false,
        ..Column::numbers(title)
    }
}

struct Told<'a> {
    scene: &'a Scene<'a>,
}

impl Told<'_> {
    /// A number as it is and as it would be; of costs less is good.
    fn line(
        &self,
        name: &str,
        (before, after): (Option<f64>, Option<f64>),
        written: impl Fn(f64) -> String,
        is_cost: bool,
    ) -> Line {
        let said = |number: Option<f64>| match number {
            Some(number) => Cell::number(written(number), Some(number)),
            None => Cell::words(self.scene.text().undefined),
        };
        let by = before.zip(after).map(|(before, after)| after - before);
        let difference = match by {
            Some(by) => {
                let change = value::signed(written(by.abs()), by);
                let tone = match (is_cost, change.trend) {
                    (false, _) | (_, Trend::Flat) => Tone::Plain,
                    (true, Trend::Down) => Tone::Good,
                    (true, Trend::Up) => Tone::Bad,
                };
                Cell {
                    tone,
                    ..Cell::number(change.text, Some(by))
                }
            }
            None => Cell::words(self.scene.text().undefined),
        };
        Line {
            cells: vec![Cell::words(name), said(before), said(after), difference],
            whole: false,
        }
    }
}
