//! Reads Rust sources just well enough to see what they name: no comments, no
//! texts, and test code told apart.

/// The code with every comment and literal blanked out; lines stay lines.
pub(crate) fn code_only(source: &str) -> String {
    let mut rest = source;
    let mut code = String::with_capacity(source.len());
    while let Some(letter) = rest.chars().next() {
        let length = skipped(rest, code.chars().next_back());
        if length > 0 {
            let (blank, tail) = rest.split_at(length);
            code.extend(
                blank
                    .chars()
                    .map(|letter| if letter == '\n' { '\n' } else { ' ' }),
            );
            rest = tail;
        } else {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    code
}

/// How many bytes at the start are a comment or a literal; 0 for code.
fn skipped(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest, 1);
    }
    if rest.starts_with('\'') {
        return letter(rest);
    }
    let starts_word = !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if starts_word { prefixed(rest) } else { 0 }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = rest[at..].find(['/', '*']) {
        at += found;
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// A text whose opening quote ends before `start`.
fn quoted(rest: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip_while(|(at, _)| *at < start) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal; a lifetime is code.
fn letter(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            letters.next();
            letters
                .find(|(_, letter)| *letter == '\'')
                .map_or(rest.len(), |(at, _)| at + 1)
        }
        _ => match letters.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
    }
}

/// Raw and byte texts: `b"…"`, `c"…"`, `r#"…"#`, `br"…"`.
fn prefixed(rest: &str) -> usize {
    let word = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - word.len();
    if prefix > 1 {
        return 0;
    }
    if let Some(raw) = word.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if !raw[hashes..].starts_with('"') {
            return 0;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let start = prefix + 1 + hashes + 1;
        return rest[start..]
            .find(&end)
            .map_or(rest.len(), |at| start + at + end.len());
    }
    if prefix == 1 && word.starts_with('"') {
        quoted(rest, 2)
    } else {
        0
    }
}

/// The code with everything under `#[cfg(test)]` blanked out.
pub(crate) fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at..at + item_length(&rest[at..])];
        kept.extend(item.chars().filter(|letter| *letter == '\n'));
        rest = &rest[at + item.len()..];
    }
    kept + rest
}

/// How long an item is: to its semicolon, or to the end of its braces.
fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in item.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

/// What follows each `crate::` (or another start), with its line: both of
/// `crate::{base::Period, event}`.
pub(crate) fn named_after(code: &str, start: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(start) {
        if code[..at].ends_with(|letter: char| letter.is_alphanumeric() || "_:$".contains(letter)) {
            continue;
        }
        let tail = &code[at + start.len()..];
        let names = match tail.strip_prefix('{') {
            Some(group) => group_heads(group),
            None => vec![head(tail)],
        };
        let line = line_of(code, at);
        found.extend(
            names
                .into_iter()
                .filter(|name| !name.is_empty())
                .map(|name| (line, name)),
        );
    }
    found
}

/// The lines on which an outside crate is named.
pub(crate) fn crate_lines(code: &str, name: &str) -> Vec<usize> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut lines = Vec::new();
    for (at, _) in code.match_indices(name) {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let within_path = before
            .strip_suffix("::")
            .is_some_and(|path| path.ends_with(is_word));
        if before.ends_with(is_word) || within_path {
            continue;
        }
        let imported = before.ends_with("use ") && after.starts_with([';', ' ']);
        if after.starts_with("::") || imported {
            lines.push(line_of(code, at));
        }
    }
    lines
}

/// The line a place is on, counted from 1.
pub(crate) fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

fn head(path: &str) -> String {
    path.trim_start()
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

/// The first name of every entry of a braced group.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut heads = vec![head(group)];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(&group[at + 1..])),
            _ => {}
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::{code_only, named_after, without_tests};

    #[test]
    fn comments_and_texts_are_no_code() {
        let source = "a // crate::x\n/* b /* c */ \" */ d \"e\\\" // f\" g 'h' '\\'' &'i j r#\"k\" l\"# m br\"n\" o b\"p\" q";
        let code: String = code_only(source)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(code, "a d g &'i j m o q");
        assert_eq!(code_only(source).lines().count(), 2);
    }

    #[test]
    fn test_code_is_told_apart() {
        let code = "a;\n#[cfg(test)]\nmod tests {\n fn b() { c }\n}\nd;\n#[cfg(test)]\nuse e;\nf";
        assert_eq!(without_tests(code), "a;\n\n\n\n\nd;\n\n\nf");
    }

    #[test]
    fn names_are_found_in_groups_and_alone() {
        let code =
            "use crate::{base::{A, B}, event};\nlet x = crate::view::C; mycrate::no; $crate::no";
        let names: Vec<(usize, String)> = named_after(code, "crate::");
        let plain: Vec<(usize, &str)> = names
            .iter()
            .map(|(line, name)| (*line, &name[..]))
            .collect();
        assert_eq!(plain, [(1, "base"), (1, "event"), (2, "view")]);
    }
}
