//! Which view is on the screen, and how one takes the place of another.

use crate::view::state::View;
use crate::web::core::Core;
use crate::web::overview::Overview;
use crate::web::register::Register;

impl Core {
    /// Shows another view of the same data.
    pub(super) fn show_view(&mut self, view: View) {
        self.view = view;
        self.header.show_view(view);
        if let Some(overview) = &self.overview {
            overview.element().set_hidden(view != View::Overview);
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
        let overview = Overview::new(&self.stage, self.screen(), &self.tell);
        let register = Register::new(&self.stage, &self.tell);
        for element in [overview.element(), register.element()] {
            self.stage.add(element);
        }
        self.overview = Some(overview);
        self.register = Some(register);
        self.show_view(self.view)
    }

    /// Takes them away.
    pub(super) fn remove_views(&mut self) {
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
