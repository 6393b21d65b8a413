//! The key figures by the default rule and with the settings in force, side
//! by side, so that everybody sees what a setting does to them.

use std::rc::Rc;

use web_sys::HtmlElement;

use crate::metric;
use crate::metric::compare;
use crate::report::MetricAnswer;
use crate::report::figure::{Board, CardFigure, Figure};
use crate::view::format;
use crate::view::scene::Scene;
use crate::view::text::fill;
use crate::view::value;
use crate::web::dom;
use crate::web::settings::edit::Bench;

/// The table.
pub(super) struct Headline {
    bench: Rc<Bench>,
    element: HtmlElement,
    moved: HtmlElement,
    dates: HtmlElement,
    body: HtmlElement,
}

impl Headline {
    /// A table without numbers, open where there is room.
    pub(super) fn new(bench: &Rc<Bench>) -> Headline {
        let words = bench.words();
        let title = dom::words("span", "headline-title", words.headline);
        let moved = dom::make("span", "headline-moved");
        dom::attribute(&moved, "role", "status");
        let dates = dom::make("p", "headline-dates");
        let summary = dom::wrap("summary", "", &[&title, &moved]);
        let head = dom::make("tr", "");
        for column in words.columns {
            let cell = dom::words("th", "", column);
            dom::attribute(&cell, "scope", "col");
            dom::append(&head, &[&cell]);
        }
        let head = dom::wrap("thead", "", &[&head]);
        let body = dom::make("tbody", "");
        let table = dom::wrap("table", "headline-table", &[&head, &body]);
        dom::attribute(&table, "aria-label", words.headline);
        let element = dom::wrap("details", "headline", &[&summary, &dates, &table]);
        if bench.stage.is_roomy() {
            dom::attribute(&element, "open", "");
        }
        Headline {
            bench: bench.clone(),
            element,
            moved,
            dates,
            body,
        }
    }

    /// Its element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows the cards of both boards; only those that both have.
    pub(super) fn show(&self, now: &Board, usual: &Board) {
        let look = self.bench.stage.look();
        let locale = look.locale;
        let scene = Scene {
            theme: &look.theme,
            locale: &locale,
            measure: &*look,
            context: &now.context,
        };
        let period = now.context.period;
        let dates = format::span(period.from, period.to, &locale);
        dom::say(&self.dates, &dates);
        dom::empty(&self.body);
        let mut moved = 0;
        for card in cards(now) {
            if let Some(before) = cards(usual).find(|other| other.metric == card.metric) {
                moved += u64::from(self.add(&card.metric, (&card.answer, &before.answer), &scene));
            }
        }
        let words = self.bench.words();
        let form = words.moved.form(moved, locale.language);
        let count = format::count(moved, &locale);
        let told = fill(form, &[("count", &count)]);
        let told = if moved == 0 { words.unmoved } else { &told };
        dom::say(&self.moved, told);
    }

    /// Adds a metric; says whether it moved.
    fn add(
        &self,
        id: &str,
        (now, usual): (&MetricAnswer, &MetricAnswer),
        scene: &Scene<'_>,
    ) -> bool {
        let Some(metric) = metric::find(id) else {
            return false;
        };
        let (about, words) = (&metric.about, self.bench.words());
        let written = |answer: &MetricAnswer| {
            value::quantity(&answer.value, about.unit, false, scene).joined()
        };
        let moved = now.value != usual.value;
        let mut against = MetricAnswer {
            value: now.value.clone(),
            ..MetricAnswer::default()
        };
        let comparison = compare(about.unit, &now.value, Some(&usual.value));
        against.set_comparison(Some(comparison));
        let difference = value::change(&against, about.unit, scene).filter(|_| moved);
        let difference = match (difference, moved) {
            (Some(change), _) => change.text,
            (None, true) => scene.text().undefined.to_owned(),
            (None, false) => words.same.to_owned(),
        };
        let name = dom::words("th", "", about.title);
        dom::attribute(&name, "scope", "row");
        let row = dom::wrap("tr", if moved { "moved" } else { "" }, &[&name]);
        for text in [written(usual), written(now), difference] {
            dom::append(&row, &[&dom::words("td", "", &text)]);
        }
        dom::append(&self.body, &[&row]);
        moved
    }
}

fn cards(board: &Board) -> impl Iterator<Item = &CardFigure> {
    board.figures.iter().filter_map(|figure| match figure {
        Figure::Card(card) => Some(&**card),
        _ => None,
    })
}
