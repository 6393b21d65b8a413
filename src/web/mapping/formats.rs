//! The formats that files are read as: told in the load summary, and chosen
//! there where the first guess was wrong.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlSelectElement};

use crate::event::FileSummary;
use crate::event::import::FORMATS;
use crate::event::mapping::MAPPED;
use crate::view::text::fill;
use crate::view::text::mapping::mapping_of;
use crate::web::action::{Action, MappingAction, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::header::short_name;
use crate::web::mapping::edit::offer;
use crate::web::stage::Stage;

/// By a mapping that is yet to be made.
const BY_MAPPING: &str = "by_mapping";

/// Lets a person choose the format of each file of a load, in the rows that
/// `summary` begins with.
pub(crate) fn choosers(
    stage: &Rc<Stage>,
    summary: &HtmlElement,
    files: &[FileSummary],
    load: u32,
    tell: &Tell,
) -> Listeners {
    let words = mapping_of(stage.look().locale.language);
    let mut options: Vec<(&str, &str)> = FORMATS
        .iter()
        .map(|format| (format.id, format.name))
        .collect();
    let mut listeners = Listeners::default();
    let rows = dom::find_all(summary, "dl.facts dd");
    options.push((BY_MAPPING, words.by_mapping));
    for (row, file) in rows.iter().zip(files) {
        let choice: HtmlSelectElement = dom::make("select", "field").unchecked_into();
        if file.format == MAPPED.id {
            offer(&choice, &[(MAPPED.id, words.mapped)]);
        }
        offer(&choice, &options);
        choice.set_value(&file.format);
        let label = fill(words.read_as, &[("name", short_name(&file.name))]);
        dom::attribute(&choice, "aria-label", &label);
        let (heard, chosen) = (tell.clone(), choice.clone());
        let name = file.name.clone();
        listeners.on(&choice, "change", move |_: Event| {
            let (name, format) = (name.clone(), chosen.value());
            heard(Action::Mapping(match format.as_str() {
                BY_MAPPING => MappingAction::Map { load, name },
                _ => MappingAction::Reread { load, name, format },
            }));
        });
        let title = dom::words("span", "unit", words.format);
        dom::append(row, &[&dom::wrap("span", "format", &[&title, &choice])]);
    }
    listeners
}
