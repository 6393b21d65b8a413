//! A question as it is compared: what differs by keyboard, mood or number
//! only becomes the same text.

use crate::base::letters;

/// Stands for a number, an order id, an address of mail or of a page.
pub(super) const NUMBER: &str = "#";

/// Letters with a mark and the letter itself.
const PLAIN: [(&str, &str); 31] = [
    ("àáâãäåāăąạảấầẩẫậắằẳẵặ", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏőơọỏốồổỗộớờởỡợ", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưụủứừửữự", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("ё", "е"),
    ("أإآٱ", "ا"),
    ("ى", "ي"),
    ("ة", "ه"),
    ("ؤ", "و"),
    ("ئ", "ي"),
    ("ک", "ك"),
    ("ی", "ي"),
];

/// How a letter takes part in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Of words between blanks.
    Spaced,
    /// Of a script that puts no blanks between words.
    Unspaced,
}

/// A text in lower case, its words and numbers one blank apart, without
/// accents and punctuation. Where no word and no number is left, the signs
/// themselves, so that a thumb up is something too; empty where nothing is
/// written.
pub(super) fn normal(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if is_address(part) {
            add_word(&mut form, NUMBER);
        } else {
            add_part(&mut form, part);
        }
    }
    if form.is_empty() {
        form.extend(
            text.chars()
                .filter(|sign| !sign.is_whitespace() && !is_silent(*sign)),
        );
    }
    form
}

/// An address of mail or of a page: never the same twice.
fn is_address(part: &str) -> bool {
    part.contains("://") || part.starts_with("www.") || part.contains('@') && part.contains('.')
}

/// Adds the words of a text without blanks.
fn add_part(form: &mut String, part: &str) {
    let mut word = String::new();
    let mut before = None;
    for letter in part
        .chars()
        .map(narrow)
        .filter(|letter| !is_silent(*letter))
    {
        let script = letter.is_alphanumeric().then(|| script(letter));
        if script != before {
            add_word(form, &word);
            word.clear();
        }
        before = script;
        if script.is_some() {
            match letter.is_ascii() {
                true => word.push(letter.to_ascii_lowercase()),
                false => lower(letter).for_each(|letter| fold(&mut word, letter)),
            }
        }
    }
    add_word(form, &word);
}

fn add_word(form: &mut String, word: &str) {
    let word = match word.chars().any(char::is_numeric) {
        true => NUMBER,
        false => word,
    };
    // Several numbers in a row are one: 12 34 56, 2026-06-01.
    let again = word == NUMBER && form.ends_with(NUMBER);
    if word.is_empty() || again {
        return;
    }
    if !form.is_empty() {
        form.push(' ');
    }
    form.push_str(word);
}

/// A letter in lower case; some are two then, or have a mark of their own.
fn lower(letter: char) -> impl Iterator<Item = char> {
    letters::lower(letter).filter(|letter| !is_silent(*letter))
}

/// Adds a letter in lower case without its marks.
fn fold(word: &mut String, letter: char) {
    let marked = matches!(letter, 'ß'..='ɏ' | 'Ạ'..='ỿ' | 'ё' | 'آ'..='ی');
    match PLAIN
        .iter()
        .find(|(letters, _)| marked && letters.contains(letter))
    {
        Some((_, plain)) => word.push_str(plain),
        None => word.push(letter),
    }
}

/// Letters of full width are those of normal width.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// Marks over and under letters, joiners and selectors: often left out when
/// typing.
fn is_silent(letter: char) -> bool {
    !letter.is_ascii()
        && matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{e47}'..='\u{e4e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// The script of a letter.
pub(super) fn script(letter: char) -> Script {
    match letter {
        // Thai, Lao, Myanmar, Khmer; kana and Chinese characters.
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Script::Unspaced,
        _ => Script::Spaced,
    }
}
