//! Which view is on the screen, and how one takes the place of another.

use web_sys::HtmlElement;

use crate::view::state::View;
use crate::web::core::Core;
use crate::web::dom;
use crate::web::overview::Overview;

impl Core {
    /// Shows another view of the same data.
    pub(super) fn show_view(&mut self, view: View) {
        self.view = view;
        self.header.show_view(view);
        if let Some(overview) = &self.overview {
            overview.element().set_hidden(view != View::Overview);
        }
        if let Some(conversations) = &self.conversations {
            conversations.set_hidden(view != View::Conversations);
        }
        // What is hidden has no size to paint in.
        self.stale = true;
    }

    /// Builds the views of data that was opened.
    pub(super) fn build_views(&mut self) {
        let overview = Overview::new(&self.stage, self.screen(), &self.tell);
        let conversations = dom::make("main", "conversations");
        for element in [overview.element(), &conversations] {
            self.stage.add(element);
        }
        self.overview = Some(overview);
        self.conversations = Some(conversations);
        self.show_view(self.view)
    }

    /// Takes them away.
    pub(super) fn remove_views(&mut self) {
        let overview = self.overview.take();
        let overview = overview.map(|overview| overview.element().clone());
        let elements = [overview, self.conversations.take()];
        elements
            .iter()
            .flatten()
            .for_each(|element: &HtmlElement| element.remove());
    }
}
