//! A report as one page: its parts, put into the places that the page leaves
//! for them.
//!
//! The page comes with the product, script and module in it. It carries its
//! own policy, which names its script by checksum: so whatever is put in can
//! only be shown.

use crate::base::base64::base64;

/// The places of a page, in their order in it.
const PLACES: [&str; 4] = [
    "{{chatgauge-connect}}",
    "{{chatgauge-title}}",
    "{{chatgauge-element}}",
    "{{chatgauge-facts}}",
];

/// A page of more bytes than these takes long to send and to open.
pub const LARGE: usize = 20_000_000;

/// What is put into a page.
pub struct Published<'a> {
    /// What the report is called.
    pub title: &'a str,
    /// What the element is to begin with: its attributes by name.
    pub begins: &'a [(&'a str, &'a str)],
    /// Where its data comes from.
    pub data: Data<'a>,
}

/// Where the data of a page comes from.
pub enum Data<'a> {
    /// It stands in the page: a facts file, compressed.
    Within(&'a [u8]),
    /// It lies beside the page, at this relative address.
    Beside(&'a str),
}

/// The page with everything in its place; `None` where the page leaves none.
pub fn page(page: &str, published: &Published<'_>) -> Option<String> {
    let mut element = String::new();
    let (connect, facts) = match published.data {
        Data::Within(facts) => ("'none'", base64(facts)),
        Data::Beside(address) => {
            attribute("src", address, &mut element);
            ("'self'", String::new())
        }
    };
    for (name, value) in published.begins {
        attribute(name, value, &mut element);
    }
    let title = escaped(published.title);
    let values = [connect, &title, &element, &facts];
    let mut whole = String::with_capacity(page.len() + facts.len());
    let mut rest = page;
    for (place, value) in PLACES.into_iter().zip(values) {
        let (before, after) = rest.split_once(place)?;
        whole.push_str(before);
        whole.push_str(value);
        rest = after;
    }
    whole.push_str(rest);
    Some(whole)
}

fn attribute(name: &str, value: &str, to: &mut String) {
    for part in [" ", name, "=\"", &escaped(value), "\""] {
        to.push_str(part);
    }
}

/// A text as it stands in a page.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Data, Published, page};

    const PAGE: &str = "<meta content=\"connect-src {{chatgauge-connect}}\"><title>\
        {{chatgauge-title}}</title><chat-gauge{{chatgauge-element}}></chat-gauge><script>\
        {{chatgauge-facts}}</script>";

    fn filled(title: &str, data: Data<'_>) -> Option<String> {
        let begins = &[("period", "2026-05-01..2026-05-31")];
        page(
            PAGE,
            &Published {
                title,
                begins,
                data,
            },
        )
    }

    #[test]
    fn everything_has_its_place() {
        let within = filled("May", Data::Within(b"foobar")).unwrap();
        assert_eq!(
            within,
            "<meta content=\"connect-src 'none'\"><title>May</title><chat-gauge \
             period=\"2026-05-01..2026-05-31\"></chat-gauge><script>Zm9vYmFy</script>"
        );
        let beside = filled("May", Data::Beside("data.facts")).unwrap();
        assert!(beside.contains("'self'") && beside.contains("src=\"data.facts\""));
        assert!(beside.ends_with("<script></script>"));
    }

    #[test]
    fn what_is_put_in_is_only_shown() {
        let title = "</title><script>{{chatgauge-facts}}&\"'";
        let page = filled(title, Data::Within(b"foo")).unwrap();
        assert!(page.contains(
            "<title>&lt;/title&gt;&lt;script&gt;{{chatgauge-facts}}&amp;&quot;&#39;</title>"
        ));
        assert!(page.ends_with("<script>Zm9v</script>"));
    }

    #[test]
    fn a_page_without_places_is_none() {
        let published = Published {
            title: "",
            begins: &[],
            data: Data::Within(b""),
        };
        assert_eq!(page("<title>chatgauge-connect</title>", &published), None);
        assert_eq!(page("", &published), None);
    }
}
