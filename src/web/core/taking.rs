//! What leaves the page: cards and charts as files, the view as JSON, the
//! screen on paper.

use crate::base::time::Period;
use crate::report::export;
use crate::report::figure::{Board, Context, Figure};
use crate::report::{Ask, ReportQuery};
use crate::view::layout::Kind;
use crate::view::picture::Picture;
use crate::view::scene::{Scene, Size};
use crate::view::state::View;
use crate::view::text::export::export_of;
use crate::view::{self, sheet};
use crate::web::core::Core;
use crate::web::dom::{self, Dom};
use crate::web::export::{Form, Taking, as_png, as_svg};
use crate::web::look::Look;
use crate::web::message::{self, Question};
use crate::web::notice::Weight;
use crate::web::overview::Place;
use crate::web::save;
use crate::web::stage::ON_PAPER;

/// A saved picture is at least so wide: on a phone two cards stand abreast.
const LEAST_WIDTH: f32 = 288.0;

const CSV: &str = "text/csv";

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
            (Taking::Cards, _, Some(board)) => take_cards(&self.state.shown(board)),
            (Taking::Tile(place, form), _, Some(board)) => {
                self.take_tile(&self.state.shown(board), place, form)
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
        let name = format!("{}.json", export::file_name("report", period));
        let saved = save::text(&format!("{text}\n"), "application/json", &name);
        self.look_after(saved)
    }

    fn take_tile(&self, board: &Board, place: Place, form: Form) -> Dom<()> {
        let Some(overview) = &self.overview else {
            return Ok(());
        };
        let figure = board.figures.get(overview.tile(place));
        let (Some(figure), Some((ask, kind, size))) = (figure, overview.shape(place)) else {
            return Ok(());
        };
        let context = &board.context;
        let name = export::name_of(&ask, context);
        let look = self.stage.look();
        let sheet = || self.sheet(figure, (&ask, kind, size), context, &look);
        match form {
            Form::Png => as_png(&sheet(), &look, &name, &self.tell),
            Form::Svg => as_svg(&sheet(), &look, &name),
            Form::Csv => {
                let no_value = look.locale.text().no_value;
                let text = export::to_csv(figure, context, no_value);
                save::text(&text, CSV, &format!("{name}.csv"))
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

fn take_cards(board: &Board) -> Dom<()> {
    let cards = board.figures.iter().filter_map(|figure| match figure {
        Figure::Card(card) => Some(&**card),
        _ => None,
    });
    let context = &board.context;
    let name = export::file_name("cards", context.period);
    let text = export::cards_to_csv(cards, context);
    save::text(&text, CSV, &format!("{name}.csv"))
}
