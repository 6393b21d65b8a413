//! Where the person is: the state of the screen, how it changes, and the
//! address that says it.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use crate::base::preset::Preset;
use crate::base::time::Period;
use crate::report::figure::Context;
use crate::settings::Settings;
use crate::view::state::{Change, Choice, State, View};
use crate::web::action::Showing;
use crate::web::address::Step;
use crate::web::core::Core;
use crate::web::dom;
use crate::web::message;
use crate::web::stage::Stage;
use crate::web::zones;

impl Core {
    /// Begins with what the address says, or with what the page gives.
    pub(super) fn begin(&mut self) {
        let sample = self.address.as_ref().is_some_and(|address| {
            let fragment = address.fragment();
            self.state = read(&fragment, &self.own);
            std::mem::take(&mut self.state.sample)
        });
        self.put_in_force();
        match sample && self.stage.attribute("sample").is_some() {
            true => self.open_sample(),
            false => self.open_source(),
        }
    }

    /// A person changed something.
    pub(super) fn change(&mut self, change: Change) {
        let step = if change.goes_on(&self.state) {
            Step::Over
        } else {
            Step::Forth
        };
        let selects = matches!(change, Change::Pick(_) | Change::Open(Some(_)));
        let mut next = self.state.clone();
        next.change(change);
        self.enter(next, step);
        if selects {
            self.tell_selection()
        }
    }

    /// The person went back or forth, or typed an address.
    pub(super) fn move_there(&mut self) {
        let Some(address) = &self.address else {
            return;
        };
        let mut next = read(&address.fragment(), &self.own);
        if next.sample && self.data.is_none() && self.loading.is_none() {
            return self.begin();
        }
        // Which data is open is not for the way back to change.
        next.sample = self.state.sample;
        if let Some(data) = &self.data {
            next.keep_known(&data.report.fields, &data.report.columns);
        }
        self.filters.close();
        self.enter(next, Step::There)
    }

    /// The page gives another of its attributes.
    pub(super) fn follow_state(&mut self, attribute: &str) {
        self.own = own_state(&self.stage);
        let mut next = self.state.clone();
        match attribute {
            "period" => next.change(Change::Period(self.own.period)),
            "view" => next.view = self.own.view,
            "timezone" => next.timezone.clone_from(&self.own.timezone),
            "layout" => next.boards.clone_from(&self.own.boards),
            _ => next.compared = self.own.compared,
        }
        self.enter(next, Step::Over)
    }

    /// Data was opened: the address says whether it is the sample, and what
    /// it has no field for cannot narrow it.
    pub(super) fn settle(&mut self, sample: bool) {
        let Some(data) = &self.data else {
            return;
        };
        let mut next = self.state.clone();
        next.sample = sample;
        next.keep_known(&data.report.fields, &data.report.columns);
        self.enter(next, Step::Over)
    }

    /// Shows another state.
    pub(super) fn enter(&mut self, next: State, step: Step) {
        let before = std::mem::replace(&mut self.state, next);
        if before == self.state {
            return;
        }
        let now = &self.state;
        let turned = before.view != now.view;
        let board = now.view.board().unwrap_or(self.laid_out);
        let (was, is) = (&before.boards[board], &now.boards[board]);
        let arranged = board != self.laid_out || was.layout != is.layout;
        let switched = was.charts != is.charts;
        self.laid_out = board;
        self.stale |= before.annotations != now.annotations || before.assumed != now.assumed;
        if let Some(overview) = self.overview.as_mut().filter(|_| switched) {
            overview.switch(&is.charts);
        }
        let others = before.arms != now.arms;
        if let Some(overview) = self.overview.as_mut().filter(|_| others) {
            let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
            overview.compare(now.arms.as_ref(), fields.unwrap_or_default());
        }
        let asks = turned
            || others
            || switched
            || arranged
            || before.period != now.period
            || before.bucket != now.bucket
            || before.themes != now.themes
            || before.filters != now.filters;
        self.stale |= before.compared != now.compared;
        if arranged {
            self.lay_out();
        }
        let now = &self.state;
        let moved = before.timezone != now.timezone;
        // Sliders tell where they are many times a second.
        let soon = before.assumed != now.assumed;
        if turned {
            self.show_view();
        }
        if moved {
            self.put_in_force();
        }
        // The worker counts while the page shows what was chosen.
        if asks {
            self.ask();
        }
        self.list();
        self.write_address(step, soon || asks && !turned);
        self.show_context();
        self.show_filters();
        self.show_tools()
    }

    /// Lets the address say the state; later, while the numbers of the same
    /// view are counted.
    fn write_address(&self, step: Step, counting: bool) {
        if let Some(address) = &self.address {
            address.write(&self.state.write(&self.own), step, counting);
        }
    }

    /// The dates that the choice comes to; named ones need to know what day
    /// it is in the data.
    pub(super) fn period(&self) -> Option<Period> {
        let context = self.data.as_ref().and_then(|data| data.context.as_ref());
        match (self.state.period, context) {
            (Choice::Dates(period), _) => Some(period),
            (Choice::Named(preset), Some(context)) => {
                Some(preset.period(context.today, context.span))
            }
            (Choice::Named(_), None) => None,
        }
    }

    /// Whether the engine has to tell what day it is before it can be asked.
    pub(super) fn must_learn_today(&self) -> bool {
        self.period().is_none() && self.state.period != Choice::Named(Preset::Last7Days)
    }

    /// The definitions with what the state changes of them; of a report those
    /// that it was made by.
    pub(super) fn definitions(&self) -> Settings {
        if let Some(origin) = self.origin() {
            return Settings::read(&origin.settings).0;
        }
        let mut settings = self.settings.clone();
        if let Some(zone) = &self.state.timezone {
            settings.timezone = Some(zone.clone());
        }
        settings
    }

    /// The zone is chosen among the settings now.
    pub(super) fn forget_zone(&mut self) {
        let mut next = self.state.clone();
        next.timezone = None;
        self.enter(next, Step::Over)
    }

    /// What a link to the screen says of it, whatever the page's attributes.
    pub(crate) fn said(&self) -> String {
        let mut said = self.state.clone();
        said.sample = false;
        said.write(&State::default())
    }

    /// Shows what the page around the element wants to be shown.
    pub(super) fn show_for(&mut self, showing: Showing) {
        let mut next = self.state.clone();
        match showing {
            Showing::State(text) => next = read(&text, &State::default()),
            Showing::Filters(filters) => next.filters = filters,
            Showing::Period(period) => next.change(Change::Period(period)),
            Showing::View(view) => next.change(Change::View(view)),
        }
        next.sample = self.state.sample;
        if let Some(data) = &self.data {
            next.keep_known(&data.report.fields, &data.report.columns);
        }
        self.filters.close();
        self.enter(next, Step::Over)
    }

    /// Lets the page hear what is shown.
    pub(super) fn tell_change(&self, context: &Context) {
        let detail = message::to_js(context);
        self.describe(&detail);
        self.host.tell("chatgauge-change", &detail);
    }

    /// Lets the page hear what a person opened: the conversations behind a
    /// mark, or one of them.
    fn tell_selection(&self) {
        let detail = Object::new();
        let open = self.state.open.as_deref();
        let period = self.period();
        let parts = [
            ("conversation", open.map_or(JsValue::NULL, JsValue::from)),
            (
                "period",
                period.map_or(JsValue::NULL, |dates| message::to_js(&dates)),
            ),
        ];
        for (name, value) in parts {
            dom::must(Reflect::set(&detail, &name.into(), &value).ok());
        }
        self.describe(&detail);
        self.host.tell("chatgauge-select", &detail);
    }

    /// Adds to what the page hears which view it is about, and how narrowed.
    fn describe(&self, detail: &JsValue) {
        let parts = [
            ("view", self.state.view.name().into()),
            ("filters", message::to_js(&self.state.filters)),
            ("state", self.said().into()),
        ];
        for (name, value) in parts {
            dom::must(Reflect::set(detail, &name.into(), &value).ok());
        }
    }
}

/// The state that the page's attributes ask for.
pub(super) fn own_state(stage: &Stage) -> State {
    let attribute = |name| stage.attribute(name).unwrap_or_default();
    // What a link says of them.
    let layout = attribute("layout");
    let usual = showable(State::read(&layout, &State::default()));
    State {
        view: View::named(&attribute("view")).unwrap_or(usual.view),
        period: Choice::read(&attribute("period")).unwrap_or(usual.period),
        compared: attribute("compare") != "none",
        timezone: stage
            .attribute("timezone")
            .filter(|zone| zones::known(zone)),
        boards: usual.boards,
        ..State::default()
    }
}

/// What an address says, as far as this browser can show it.
fn read(fragment: &str, own: &State) -> State {
    showable(State::read(fragment, own))
}

/// A state as far as this browser can show it.
pub(super) fn showable(mut state: State) -> State {
    state.timezone.take_if(|zone| !zones::known(zone));
    state
}
