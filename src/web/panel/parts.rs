//! What stands in a panel beside its picture: switches, choices of another
//! tile, the table.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlSelectElement};

use crate::report::figure::Ask;
use crate::view::layout::{Kind, Tile};
use crate::view::state::{Change, Switched};
use crate::view::tables::choices;
use crate::web::action::{Action, Tell};
use crate::web::arms::Chooser;
use crate::web::dom::{self, Listeners};
use crate::web::figure::Chosen;
use crate::web::ledger::Ledger;
use crate::web::links::Links;
use crate::web::stage::Stage;
use crate::web::switch::Switch;
use crate::web::targets::Targets;
use crate::web::tools::ToolAction;

/// What chooses the groups that a table compares, and what changes the targets
/// that it tells.
pub(super) fn beside(
    stage: &Rc<Stage>,
    ask: &Ask,
    (element, tools): (&HtmlElement, &HtmlElement),
    tell: &Tell,
) -> (Option<Chooser>, Option<Targets>) {
    match ask {
        Ask::Arms { .. } => {
            let chooser = Chooser::new(stage, tell);
            dom::append(element, &[chooser.element()]);
            (Some(chooser), None)
        }
        Ask::Scorecard => {
            let targets = Targets::new(stage, element, tell);
            dom::append(tools, &[targets.element()]);
            (None, Some(targets))
        }
        _ => (None, None),
    }
}

/// Puts among the tools what chooses another tile in the place of this one.
pub(super) fn choosers(
    stage: &Stage,
    tile: &Tile,
    fields: &[String],
    tools: &HtmlElement,
    tell: &Tell,
) -> Listeners {
    let mut listeners = Listeners::default();
    let own = tile.name();
    for (place, choice) in choices(tile, fields, &stage.look().locale)
        .into_iter()
        .enumerate()
    {
        let select: HtmlSelectElement = dom::make("select", "swap").unchecked_into();
        dom::attribute(&select, "aria-label", &choice.label);
        select.set_title(&choice.label);
        for (name, label) in &choice.options {
            let option = dom::words("option", "", label);
            dom::attribute(&option, "value", name);
            dom::append(&select, &[&option]);
        }
        select.set_value(&own);
        dom::append(tools, &[&select]);
        let (tell, own) = (tell.clone(), own.clone());
        let chosen = select.clone();
        listeners.on(&select, "change", move |_: Event| {
            let swap = ToolAction::Swap(own.clone(), chosen.value(), place);
            tell(Action::Tools(swap));
        });
    }
    listeners
}

/// What a table is shown in.
pub(super) fn ledger(
    stage: &Rc<Stage>,
    choose: &Rc<impl Fn(Chosen) + 'static>,
    tell: &Tell,
) -> Ledger {
    let choose = choose.clone();
    Ledger::new(stage, tell, move |target| choose(Chosen::Mark(target)))
}

/// Hears the switch between picture and table, and what opens in legend and
/// table.
pub(super) fn listen(
    toggle: &HtmlElement,
    tabular: &Rc<Cell<bool>>,
    parts: [(&HtmlElement, &Links); 2],
    (choose, tell): (&Rc<impl Fn(Chosen) + 'static>, &Tell),
) -> Listeners {
    let mut listeners = Listeners::default();
    let (state, tell) = (tabular.clone(), tell.clone());
    listeners.on(toggle, "click", move |_: Event| {
        state.set(!state.get());
        tell(Action::Repaint);
    });
    for (part, links) in parts {
        let (links, choose) = (links.clone(), choose.clone());
        listeners.on(part, "click", move |event: Event| {
            if let Some(target) = links.of(&event) {
                choose(Chosen::Mark(target));
            }
        });
    }
    listeners
}

pub(super) fn switches(stage: &Rc<Stage>, kind: Kind, chart: usize, tell: &Tell) -> Vec<Switch> {
    let words = stage.words();
    let make = |switch: usize, label: &str, options: &[&str]| {
        let tell = tell.clone();
        Switch::new(label, options, move |option| {
            tell(Action::Change(Change::Switch(Switched {
                chart,
                switch,
                option,
            })));
        })
    };
    match kind {
        Kind::Stack => vec![
            make(0, words.which, &[words.all, words.engaged]),
            make(1, words.split_by, &words.splits),
        ],
        Kind::Heatmap => vec![make(0, words.which, &[words.engaged, words.handoffs])],
        _ => Vec::new(),
    }
}
