//! What a server answered, while a history is fetched: whether it is data,
//! and whether a transfer that broke off can go on where it stopped.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, Response, Url};

use crate::web::message::Cause;

/// A transfer goes on so often before it is given up.
const MOST_RESUMED: u32 = 3;

/// The status of an answer that is a part of what stands at an address.
const PARTIAL: u16 = 206;

/// The transfer of one source.
#[derive(Default)]
pub(super) struct Transfer {
    /// Bytes that came.
    pub(super) read: u64,
    /// Whether its first bytes are those of something compressed.
    pub(super) zipped: bool,
    /// Bytes there are, where the server said so.
    pub(super) total: Option<u64>,
    /// What tells this state of the data from a later one, where the server
    /// gives parts of it.
    validator: Option<String>,
    resumed: u32,
    answered: bool,
}

impl Transfer {
    /// Takes the server's answer.
    ///
    /// # Errors
    ///
    /// Where it brings no data.
    pub(super) fn answered(&mut self, response: &Response) -> Result<(), Cause> {
        let header = |name: &str| response.headers().get(name).ok().flatten();
        let to = response.redirected().then(|| host_of(&response.url()));
        let status = response.status();
        if !response.ok() {
            return Err(Cause::Status { status, to });
        }
        if std::mem::replace(&mut self.answered, true) {
            return match status {
                PARTIAL => Ok(()),
                _ => Err(Cause::Changed),
            };
        }
        if header("Content-Type").is_some_and(|kind| kind.starts_with("text/html")) {
            return Err(Cause::WebPage { to });
        }
        // The length of what is packed for the way says nothing.
        if header("Content-Encoding").is_none() {
            self.total = header("Content-Length").and_then(|length| length.parse().ok());
            let ranges = header("Accept-Ranges").is_some_and(|unit| unit == "bytes");
            let tag = header("ETag").filter(|tag| !tag.starts_with("W/"));
            let validator = tag.or_else(|| header("Last-Modified"));
            self.validator = validator.filter(|_| ranges);
        }
        Ok(())
    }

    /// The headers that ask for the rest, where the server can give it.
    pub(super) fn resume(&mut self) -> Option<Headers> {
        let validator = self.validator.as_ref()?;
        if self.resumed == MOST_RESUMED {
            return None;
        }
        self.resumed += 1;
        let headers = Headers::new().ok()?;
        let range = format!("bytes={}-", self.read);
        headers.set("Range", &range).ok()?;
        headers.set("If-Range", validator).ok()?;
        Some(headers)
    }

    /// Why the transfer ended early, `error` being what was thrown.
    pub(super) fn cause(&self, error: &JsValue) -> Cause {
        match error.dyn_ref::<js_sys::Error>().map(js_sys::Error::name) {
            Some(name) if unreadable(&String::from(name.clone())) => Cause::Unreadable,
            _ if self.answered => Cause::BrokenOff {
                read: self.read,
                total: self.total,
            },
            _ => Cause::Unreachable,
        }
    }
}

/// Whether an error of this name says that a file cannot be read.
fn unreadable(name: &str) -> bool {
    matches!(name, "NotReadableError" | "NotFoundError" | "SecurityError")
}

/// The host of an address, as people know it.
fn host_of(address: &str) -> String {
    Url::new(address).map_or_else(|_| address.to_owned(), |url| url.host())
}
