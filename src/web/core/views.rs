//! Which view is on the screen, and how one takes the place of another.

use crate::base::zone::Zone;
use crate::report::{Arms, Values, ValuesAsk};
use crate::view::state::{Change, View, pick, span};
use crate::web::arms::ArmsAction;
use crate::web::core::{Core, taking};
use crate::web::export::Taking;
use crate::web::figure::Chosen;
use crate::web::filters::{FilterAction, Wish};
use crate::web::message::{self, Question};
use crate::web::overview::{Overview, Place};
use crate::web::register::Register;
use crate::web::zones::BrowserZones;

/// So many values of a field are listed at most.
const MOST_VALUES: usize = 200;

impl Core {
    /// Shows the view that the state names.
    pub(super) fn show_view(&mut self) {
        let view = self.state.view;
        self.stop_arranging();
        self.header.show_view(view);
        if let Some(overview) = &self.overview {
            overview.element().set_hidden(view.board().is_none());
        }
        if let Some(register) = &self.register {
            register.element().set_hidden(view != View::Conversations);
        }
        // What is hidden has no size to paint in.
        self.stale = true;
        self.list()
    }

    /// Builds the views of data that was opened.
    pub(super) fn build_views(&mut self) {
        self.laid_out = self.state.view.board().unwrap_or_default();
        let mut overview = self.overview_of(&self.tiles());
        overview.switch(&self.state.boards[self.laid_out].charts);
        let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
        overview.compare(self.state.arms.as_ref(), fields.unwrap_or_default());
        let register = Register::new(&self.stage, &self.tell);
        for element in [overview.element(), register.element()] {
            self.stage.add(element);
        }
        self.overview = Some(overview);
        let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
        self.filters.offer(fields);
        self.register = Some(register);
        self.show_tools();
        self.show_view()
    }

    /// A person chose a mark: it leads to the conversations it counts, several
    /// steps of time to their dates.
    pub(super) fn open_mark(&mut self, place: Place, chosen: &Chosen) {
        let board = self.data.as_ref().and_then(|data| data.board.as_ref());
        let (Some(overview), Some(board)) = (&self.overview, board) else {
            return;
        };
        let figure = board.figures.get(overview.tile(place));
        // Some lines of a table that comes in parts may still be the last ones.
        let figure = figure.filter(|figure| self.is_answered() || !figure.has_parts());
        let change = match (figure, chosen) {
            (Some(figure), Chosen::Mark(target)) => {
                pick(figure, &board.context, target).map(Change::Pick)
            }
            (Some(figure), Chosen::Steps(from, to)) => span(figure, &board.context, *from, *to),
            _ => None,
        };
        if let Some(change) = change {
            self.stage.tip.hide();
            self.change(change)
        }
    }

    /// Shows what narrows the view.
    pub(super) fn show_filters(&mut self) {
        let within = self.state.within;
        let name = self.data.as_ref().and_then(|data| data.context.as_ref());
        let zone = within.zip(name).and_then(|((from, to), context)| {
            Zone::tabulate(&BrowserZones::default(), &context.timezone, from, to)
        });
        self.filters.show(&self.state, zone.as_ref())
    }

    /// Does what a person asks of the filters.
    pub(super) fn handle_filters(&mut self, asked: FilterAction) {
        match self.filters.act(asked, &self.state) {
            Some(Wish::Values { field, search }) => self.ask_values(field, search),
            Some(Wish::Change(change)) => self.change(change),
            None => {}
        }
    }

    /// Does what a person asks of what is compared; asks for the values that
    /// it can be.
    pub(super) fn ask_arms(&mut self, asked: &ArmsAction) {
        let chooser = self.overview.as_ref().and_then(Overview::chooser);
        let Some((chooser, field)) = chooser.and_then(|known| Some((known, known.turn(asked)?)))
        else {
            return;
        };
        self.last_id += 1;
        chooser.awaits(self.last_id);
        let question = Question::Values(ValuesAsk {
            field,
            query: self.state.query(self.period()),
            search: String::new(),
            most: MOST_VALUES,
        });
        self.host.post(&message::ask(self.last_id, &question));
    }

    /// Asks for the values that can be compared instead of those that are.
    pub(super) fn ask_compared(&mut self) {
        if let Some(Arms::Values { by, .. }) = &self.state.arms {
            self.ask_arms(&ArmsAction::Values(by.clone()))
        }
    }

    /// Shows values where they were asked for.
    pub(super) fn take_values(&mut self, id: u32, values: Values) {
        if let Some(chooser) = self.overview.as_ref().and_then(Overview::chooser) {
            chooser.take(id, &values)
        }
        self.filters.take(id, values, &self.state)
    }

    fn ask_values(&mut self, field: String, search: String) {
        let ask = ValuesAsk {
            field,
            query: self.state.query(self.period()),
            search,
            most: MOST_VALUES,
        };
        self.last_id += 1;
        self.filters.awaits(self.last_id);
        let question = Question::Values(ask);
        self.host.post(&message::ask(self.last_id, &question));
    }

    /// Takes them away.
    pub(super) fn remove_views(&mut self) {
        self.filters.offer(None);
        self.stop_arranging();
        if let Some(Taking::Asked(name, _, promised)) = self.waiting.take() {
            taking::lack(&name, &promised);
        }
        let overview = self.overview.take();
        let register = self.register.take();
        let elements = [
            overview.as_ref().map(Overview::element),
            register.as_ref().map(Register::element),
        ];
        elements
            .iter()
            .flatten()
            .for_each(|element| element.remove());
    }
}
