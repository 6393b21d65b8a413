//! HTML of message bodies as the text that a person read.
//!
//! It is not a browser: tags go, blocks and breaks become new lines, entities
//! become the characters they stand for. Nothing is ever taken as markup
//! again.

/// The text of a piece of HTML. A text without any tag keeps its own lines.
pub fn text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    // Behind the last bracket there is no tag to look for.
    let last = html.rfind('>').unwrap_or(0);
    while let Some(at) = rest.find('<') {
        if html.len() - rest.len() + at > last {
            break;
        }
        let (before, from) = rest.split_at(at);
        text.push(before);
        match Tag::read(from) {
            Some(tag) => {
                text.tags = true;
                text.tag(&tag);
                rest = tag.rest;
            }
            None => {
                text.push("<");
                rest = &from[1..];
            }
        }
    }
    text.push(rest);
    match text.tags {
        true => text.laid_out.trim().to_owned(),
        false => entities(html).trim().to_owned(),
    }
}

/// A tag, or another thing in angle brackets.
struct Tag<'a> {
    /// In small letters, a slash before it where the tag closes; empty for a
    /// comment.
    name: String,
    /// What follows it.
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads the tag that a text begins with, if it does.
    fn read(text: &'a str) -> Option<Tag<'a>> {
        if let Some(comment) = text.strip_prefix("<!--") {
            let rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            let name = String::new();
            return Some(Tag { name, rest });
        }
        let inside = text.strip_prefix('<')?;
        let starts = inside.trim_start_matches(['/', '!', '?']);
        if !starts.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = end_of_tag(inside)?;
        let closes = inside.starts_with('/');
        let name = starts.split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or("").to_ascii_lowercase();
        let name = if closes { format!("/{name}") } else { name };
        let rest = &inside[end + 1..];
        let rest = match name.as_str() {
            "script" | "style" => after_closing(rest, &name),
            _ => rest,
        };
        Some(Tag { name, rest })
    }
}

/// The byte of the bracket that ends a tag, quoted ones apart.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if inside[..at].ends_with('=') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that nothing closes: the first bracket ends it.
    inside.find('>')
}

/// What follows the closing tag of an element whose content is no text.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let is_closing = |at: &usize| {
        let tail = text.as_bytes().get(at + 2..at + 2 + name.len());
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name.as_bytes()))
    };
    let closing = text.match_indices("</").map(|(at, _)| at).find(is_closing);
    closing.map_or("", |at| &text[at..])
}

/// Text laid out in lines.
#[derive(Default)]
struct Text {
    laid_out: String,
    /// Within `pre`, where blanks and line ends stand as they are.
    kept: u32,
    tags: bool,
}

impl Text {
    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => {
                self.end_blanks();
                self.laid_out.push('\n');
            }
            "pre" => {
                self.line();
                self.kept += 1;
            }
            "/pre" => {
                self.kept = self.kept.saturating_sub(1);
                self.line();
            }
            "td" | "th" => self.push(" "),
            name if BLOCKS.contains(&name.trim_start_matches('/')) => self.line(),
            _ => {}
        }
    }

    /// Adds text, runs of blanks and line ends drawn together.
    fn push(&mut self, piece: &str) {
        let piece = entities(piece);
        if self.kept > 0 {
            self.laid_out.push_str(&piece);
            return;
        }
        for c in piece.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
            match blank && (self.laid_out.is_empty() || self.laid_out.ends_with([' ', '\n'])) {
                true => {}
                false => self.laid_out.push(if blank { ' ' } else { c }),
            }
        }
    }

    /// Goes to the beginning of a line.
    fn line(&mut self) {
        self.end_blanks();
        if !self.laid_out.is_empty() && !self.laid_out.ends_with('\n') {
            self.laid_out.push('\n');
        }
    }

    fn end_blanks(&mut self) {
        let end = self.laid_out.trim_end_matches(' ').len();
        self.laid_out.truncate(end);
    }
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tr",
    "ul",
];

/// A text with its entities decoded; unknown ones stay as they are.
fn entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let name = from
            .bytes()
            .take(LONGEST_ENTITY)
            .position(|byte| byte == b';');
        let found = name.and_then(|end| Some((entity(&from[1..end])?, &from[end + 1..])));
        rest = match found {
            Some((c, after)) => {
                decoded.push(c);
                after
            }
            None => {
                decoded.push('&');
                &from[1..]
            }
        };
    }
    decoded.push_str(rest);
    decoded
}

/// `&#x10FFFF;` with a few zeros.
const LONGEST_ENTITY: usize = 14;

/// The character of an entity's name, ampersand and semicolon apart.
fn entity(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        None => return NAMED.iter().find(|(own, _)| *own == name).map(|&(_, c)| c),
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        },
    };
    let c = char::from_u32(code.ok()?)?;
    match c {
        '\u{a0}' => Some(' '),
        '\n' | '\t' => Some(c),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The entities that editors and mail programs write. The unbreakable blank
/// reads as a blank, so that it is found when one searches.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("sect", '§'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("frac12", '½'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Oslash", 'Ø'),
    ("Uacute", 'Ú'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
];

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn html_becomes_the_lines_that_one_reads() {
        for (html, expected) in [
            ("<p>Okay!</p>", "Okay!"),
            ("<p>One</p><p>Two</p>", "One\nTwo"),
            ("<p>One<br>Two<br/><BR />Four</p>", "One\nTwo\n\nFour"),
            (
                "<h2>A List</h2>\n<ul>\n<li>Coffee</li>\n<li>Tea &amp; milk</li>\n</ul>\n",
                "A List\nCoffee\nTea & milk",
            ),
            (
                "<p>see <a href=\"x?a>b\">the  page</a>\n now</p>",
                "see the page now",
            ),
            ("a<!-- <p>no</p> -->b", "ab"),
            ("<style>p{a:b}</style>x<script>1<2</script>y", "xy"),
            ("<pre>a\n  b</pre>c", "a\n  b\nc"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("<p><img src='cat.png' alt='a cat'></p>", ""),
            ("<p>unfinished <b", "unfinished <b"),
            ("<p title=\"x>y</p>z", "y\nz"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    #[test]
    fn entities_become_characters_once() {
        for (html, expected) in [
            ("Tom &amp;amp; Jerry", "Tom &amp; Jerry"),
            ("&lt;b&gt; &#65;&#x42;&#X63; &eacute;&nbsp;!", "<b> ABc é !"),
            (
                "AT&T &unknown; &; &#; &#xD800; &#0; &",
                "AT&T &unknown; &; &#; &#xD800; &#0; &",
            ),
        ] {
            assert_eq!(text(html), expected);
        }
    }

    #[test]
    fn a_text_without_tags_stays_as_it_is() {
        for source in [
            "1 < 2\n  and 3 > 2",
            "",
            "a <3 b",
            "<",
            "</ >",
            "naïve & co",
        ] {
            assert_eq!(text(source), source);
        }
    }
}
