//! What leaves the page: cards and charts as files, the view as JSON, the
//! screen on paper.

use crate::base::time::Period;
use crate::draw;
use crate::report::export as report;
use crate::report::figure::{Board, Context, Figure};
use crate::report::{Ask, ReportQuery};
use crate::view::layout::{Kind, Tile};
use crate::view::picture::Picture;
use crate::view::scene::{Scene, Size};
use crate::view::state::View;
use crate::view::text::export::export_of;
use crate::view::{self, sheet};
use crate::web::action::Promised;
use crate::web::core::Core;
use crate::web::dom::{self, Dom};
use crate::web::export::{self, Form, Taking, Then};
use crate::web::look::Look;
use crate::web::message::{self, Question};
use crate::web::notice::Weight;
use crate::web::overview::Place;
use crate::web::save;
use crate::web::stage::ON_PAPER;

/// A saved picture is at least so wide: on a phone two cards stand abreast.
const LEAST_WIDTH: f32 = 288.0;

impl Core {
    /// Saves something of the screen, once its numbers are those of what it
    /// is narrowed by.
    pub(super) fn take_out(&mut self, taking: Taking) {
        if !self.is_answered() {
            self.waiting = Some(taking);
            return;
        }
        let Some(data) = &self.data else {
            return;
        };
        let saved = match (taking, &data.context, &data.board) {
            (Taking::Report, Some(context), _) => {
                let question = Question::Report(self.report_query(context));
                self.last_id += 1;
                self.host.post(&message::ask(self.last_id, &question));
                Ok(())
            }
            (Taking::Page, Some(_), _) => {
                self.publish();
                Ok(())
            }
            (Taking::Cards, _, Some(board)) => {
                let board = self.state.shown(board);
                let (name, text) = cards(&board);
                export::made(&text, Form::Csv, Then::Save(name, self.tell.clone()))
            }
            (Taking::Tile(place, form), Some(context), Some(board)) => {
                let name = self
                    .overview
                    .as_ref()
                    .and_then(|overview| overview.shape(place));
                let name = name.map(|(ask, ..)| report::name_of(&ask, context));
                let then = Then::Save(name.unwrap_or_default(), self.tell.clone());
                self.take_tile(&self.state.shown(board), place, form, then)
            }
            (Taking::Asked(name, form, promised), _, Some(board)) => {
                self.take_asked(&self.state.shown(board), &name, form, promised)
            }
            (Taking::Asked(name, _, promised), ..) => {
                lack(&name, &promised);
                Ok(())
            }
            // There is nothing to be seen yet.
            _ => Ok(()),
        };
        self.look_after(saved)
    }

    /// The numbers of the screen are there: saves what waited for them.
    pub(super) fn take_what_waited(&mut self) {
        if let Some(taking) = self.waiting.take() {
            self.take_out(taking)
        }
    }

    /// What the screen shows, as the report is asked for it.
    fn report_query(&self, context: &Context) -> ReportQuery {
        ReportQuery {
            from: Some(context.period.from),
            to: Some(context.period.to),
            filters: self.state.filters.clone(),
            series: Some(context.bucket),
            ..ReportQuery::default()
        }
    }

    /// The report has come.
    pub(super) fn save_report(&mut self, period: Period, text: &str) {
        let name = format!("{}.json", report::file_name("report", period));
        let saved = save::text(&format!("{text}\n"), "application/json", &name);
        self.look_after(saved)
    }

    /// Makes what the host asked for, if it is on the screen.
    fn take_asked(&self, board: &Board, name: &str, form: Form, promised: Promised) -> Dom<()> {
        if name.is_empty() && form == Form::Csv {
            return export::made(&cards(board).1, form, Then::Hand(promised));
        }
        let named = |place: &Place| {
            let shape = self
                .overview
                .as_ref()
                .and_then(|overview| overview.shape(*place));
            shape.is_some_and(|(ask, kind, _)| Tile { ask, kind }.name() == name)
        };
        let mut places =
            (0..board.figures.len()).flat_map(|at| [Place::Card(at), Place::Chart(at)]);
        match places.find(named) {
            Some(place) => self.take_tile(board, place, form, Then::Hand(promised)),
            None => {
                lack(name, &promised);
                Ok(())
            }
        }
    }

    fn take_tile(&self, board: &Board, place: Place, form: Form, then: Then) -> Dom<()> {
        let Some(overview) = &self.overview else {
            return Ok(());
        };
        let figure = board.figures.get(overview.tile(place));
        let (Some(figure), Some((ask, kind, size))) = (figure, overview.shape(place)) else {
            return Ok(());
        };
        let context = &board.context;
        let look = self.stage.look();
        let sheet = || self.sheet(figure, (&ask, kind, size), context, &look);
        match form {
            Form::Png => export::as_png(&sheet(), &look, then),
            Form::Svg => {
                let document = draw::svg(&sheet(), look.fonts.family());
                export::made(&document, form, then)
            }
            Form::Csv => {
                let no_value = look.locale.text().no_value;
                export::made(&report::to_csv(figure, context, no_value), form, then)
            }
        }
    }

    /// A picture with everything that must be known of it.
    fn sheet(
        &self,
        figure: &Figure,
        (ask, kind, size): (&Ask, Kind, Size),
        context: &Context,
        look: &Look,
    ) -> Picture {
        let scene = Scene {
            theme: &look.theme,
            locale: &look.locale,
            measure: look,
            context,
        };
        let about = view::about(ask);
        let width = size.width.max(LEAST_WIDTH);
        let picture = view::picture(figure, kind, about, Size { width, ..size }, &scene);
        let mut notes = sheet::notes(&self.state, context, &look.locale);
        notes.extend(sheet::particulars(ask, context, &look.locale));
        sheet::sheet(picture, &sheet::title(ask, &scene), &notes, &scene)
    }

    /// Says that a browser without memory for an image made none.
    pub(super) fn miss_image(&mut self) {
        let title = export_of(self.stage.look().locale.language).no_image;
        self.announce(Weight::Bad, title.to_owned(), Vec::new(), false)
    }

    /// Makes the screen ready for paper, or takes it back. A printer waits
    /// for no frame: everything is painted at once.
    pub(super) fn print(&mut self, begins: bool) {
        dom::flag(&self.stage.app, ON_PAPER, begins);
        if let Some(context) = self.data.as_ref().and_then(|data| data.context.as_ref()) {
            let locale = self.stage.look().locale;
            let notes = sheet::print_notes(&self.state, context, &locale);
            self.header.show_printed(&notes);
        }
        self.read_style();
        self.measure();
        if let Some(register) = &self.register {
            register.print(begins && self.state.view == View::Conversations)
        }
        while begins && self.needs_paint() {
            self.paint()
        }
    }
}

/// There is nothing of that name on the screen.
pub(super) fn lack(name: &str, promised: &Promised) {
    let sentence = format!("There is no card or chart \"{name}\" on the screen.");
    promised.breaks("unknown_chart", &sentence)
}

/// The numbers of all cards, and what a file of them is called.
fn cards(board: &Board) -> (String, String) {
    let cards = board.figures.iter().filter_map(|figure| match figure {
        Figure::Card(card) => Some(&**card),
        _ => None,
    });
    let context = &board.context;
    let name = report::file_name("cards", context.period);
    (name, report::cards_to_csv(cards, context))
}
